"""The Elasticsearch client, the names of our indexes and aliases, and the one place that says the engine is down."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.index.definition import LANGUAGES

WRITE_TIMEOUT = 30.0


class EngineDownError(Exception):
    """Elasticsearch does not answer, answers too late, or has no index for us."""


@lru_cache(maxsize=4)
def _client(url: str) -> Elasticsearch:
    return Elasticsearch(
        url, request_timeout=WRITE_TIMEOUT, max_retries=0, retry_on_timeout=False, http_compress=False
    )


def client() -> Elasticsearch:
    """The client for writes and administration."""
    return _client(settings.ELASTICSEARCH_URL)


def search_client() -> Elasticsearch:
    """The same connections, with the patience of a reader."""
    return client().options(request_timeout=settings.SEARCH_TIMEOUT)


@contextmanager
def engine_errors() -> Iterator[None]:
    """Every failure of the server, whatever its shape, becomes `EngineDownError`."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise EngineDownError(str(error)[:500]) from error


def alias(language: str) -> str:
    """The serving index of a language."""
    return f"{settings.INDEX_PREFIX}-{language}"


def building(language: str) -> str:
    """The index being filled beside it, which receives the incremental writes too."""
    return f"{alias(language)}-next"


def previous(language: str) -> str:
    """The one it replaced, kept for a rollback."""
    return f"{alias(language)}-previous"


def new_index_name(language: str) -> str:
    """Sorted by age; milliseconds, since tests rebuild several times a second."""
    moment = time.time()
    return f"{alias(language)}-{time.strftime('%Y%m%d%H%M%S', time.gmtime(moment))}{int(moment * 1000) % 1000:03d}"


def serving_aliases(language: str) -> str:
    """Indexes read for a page in `language`: its own, and French for what is not translated."""
    return ",".join(dict.fromkeys((alias(language), alias("fr")))) if language in LANGUAGES else alias("fr")


def index_behind(name: str) -> str | None:
    """The one index behind an alias, if any."""
    es = client()
    with engine_errors():
        if not es.indices.exists_alias(name=name):
            return None
        return next(iter(es.indices.get_alias(name=name)))
