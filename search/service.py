"""Where a search is answered: Elasticsearch while it answers in time, PostgreSQL otherwise. Never an error."""

import logging
import time
from datetime import datetime

from django.utils import timezone

from search import elastic, fallback
from search.engine import EngineDownError
from search.grammar import Filters
from search.results import Answer

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


def search(filters: Filters, language: str, now: datetime | None = None) -> Answer:
    """Results, total and facet counts."""
    moment = now or timezone.now()
    if breaker.closed:
        try:
            return elastic.search(filters, language, moment)
        except EngineDownError as error:
            breaker.failed(error)
    return fallback.search(filters, language, moment)


def without_each(filters: Filters, language: str) -> dict[str, int]:
    """What dropping each filter would give; nothing while the engine is down."""
    if not breaker.closed:
        return {}
    try:
        return elastic.without_each(filters, language, timezone.now())
    except EngineDownError as error:
        breaker.failed(error)
        return {}


def spelling(q: str, language: str) -> str:
    """A corrected question, or nothing."""
    if not breaker.closed:
        return ""
    try:
        return elastic.spelling(q, language)
    except EngineDownError as error:
        breaker.failed(error)
        return ""
