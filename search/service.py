"""Where a search is answered: Elasticsearch while it answers in time, PostgreSQL otherwise. Never an error."""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from search import elastic, fallback
from search.engine import EngineDownError
from search.grammar import Filters
from search.results import Answer

T = TypeVar("T")

logger = logging.getLogger("search.service")

#: Seconds during which a server that failed is left alone: readers do not pay its silence one by one.
PAUSE = 5.0


class Breaker:
    """Open for a while after a failure; one try closes it again. Each process has its own."""

    def __init__(self) -> None:
        self.open_until = 0.0

    @property
    def closed(self) -> bool:
        return time.monotonic() >= self.open_until

    def failed(self, error: EngineDownError) -> None:
        logger.warning("Elasticsearch ne répond pas, PostgreSQL prend le relais : %s", error)
        self.open_until = time.monotonic() + PAUSE

    def reset(self) -> None:
        self.open_until = 0.0


breaker = Breaker()


def _answered(ask: Callable[[], T], otherwise: Callable[[], T]) -> T:
    """From the engine while it answers, else from what replaces it."""
    if breaker.closed:
        try:
            return ask()
        except EngineDownError as error:
            breaker.failed(error)
    return otherwise()


def search(filters: Filters, language: str, now: datetime | None = None) -> Answer:
    """Results, total and facet counts."""
    moment = now or timezone.now()
    return _answered(
        lambda: elastic.search(filters, language, moment),
        lambda: fallback.search(filters, language, moment),
    )


def count_each(asked: Mapping[str, Filters], language: str) -> dict[str, int]:
    """What each of these searches would give, by the name given to it."""
    if not asked:
        return {}
    moment = timezone.now()
    return _answered(
        lambda: elastic.count_each(asked, language, moment),
        lambda: fallback.count_each(asked, language, moment),
    )


def spelling(q: str, language: str) -> str:
    """A corrected question, or nothing."""
    return _answered(lambda: elastic.spelling(q, language), lambda: "")
