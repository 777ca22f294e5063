"""A small site, and the index of this worker built from it."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings

from search import rebuild, reconcile
from search.engine import alias, index_behind
from search.index.definition import LANGUAGES
from search.models import QueuedChange
from search.service import breaker
from search.tuning.live import copies
from search.understanding import lexicon
from tests.search.factories import Tree

NOBODY = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _closed_breaker() -> Iterator[None]:
    breaker.reset()
    yield
    breaker.reset()


@pytest.fixture(autouse=True)
def _no_words_of_another_test() -> Iterator[None]:
    lexicon.forget()
    yield
    lexicon.forget()


@pytest.fixture(autouse=True)
def _no_rules() -> Iterator[None]:
    """The analyst's decisions that a test read are not those of the next one."""
    copies.forget()
    yield
    copies.forget()


@pytest.fixture
def site(db: None) -> Tree:
    return Tree()


@pytest.fixture
def rebuilt(search_server: str, db: None) -> Callable[[], None]:
    """New indexes for this worker, from the database as it is."""

    def build() -> None:
        QueuedChange.objects.all().delete()
        rebuild.rebuild(force=True)
        lexicon.refresh()

    return build


@pytest.fixture
def indexed(rebuilt: Callable[[], None]) -> Callable[[], None]:
    """The indexes of this worker say what the database says; kept from test to test, creating them takes a second."""

    def build() -> None:
        if any(index_behind(alias(language)) is None for language in LANGUAGES):
            rebuilt()
        QueuedChange.objects.all().delete()
        reconcile.run()
        lexicon.refresh()

    return build


@pytest.fixture
def engine_down(settings: LazySettings) -> None:
    """Elasticsearch where nothing listens."""
    settings.ELASTICSEARCH_URL = NOBODY
