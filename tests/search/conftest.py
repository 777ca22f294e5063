"""A small site, and the index of this worker built from it."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings

from search import queue, rebuild
from search.service import breaker
from tests.search.factories import Tree

NOBODY = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _closed_breaker() -> Iterator[None]:
    breaker.reset()
    yield
    breaker.reset()


@pytest.fixture
def site(db: None) -> Tree:
    return Tree()


@pytest.fixture
def indexed(search_server: str, db: None) -> Callable[[], None]:
    """Build the indexes of this worker from the database as it is."""

    def build() -> None:
        queue.drain()
        rebuild.rebuild(force=True)

    return build


@pytest.fixture
def engine_down(settings: LazySettings) -> None:
    """Elasticsearch where nothing listens."""
    settings.ELASTICSEARCH_URL = NOBODY
