"""The copy of the decisions that each process holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from search.tuning.values import Tuning

_tried: ContextVar[dict[str, Tuning] | None] = ContextVar("search.tuning.tried", default=None)
_copies: dict[str, Tuning] = {}


def current(language: str) -> Tuning:
    """The decisions in force for a page in `language`. No SQL."""
    tried = _tried.get()
    if tried is not None and language in tried:
        return tried[language]
    return _copies.get(language) or Tuning(language)


@contextmanager
def trying(tunings: dict[str, Tuning]) -> Iterator[None]:
    """Decisions not saved yet, for the searches of a preview."""
    token = _tried.set(tunings)
    try:
        yield
    finally:
        _tried.reset(token)
