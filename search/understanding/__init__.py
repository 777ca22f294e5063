"""What a question says besides its words: a place, a level, a way of learning, a kind, a time, a taste."""

from dataclasses import dataclass

from search.grammar import Filters


@dataclass(frozen=True, slots=True)
class Reading:
    """One phrase read as something else than words, said back to the reader so that it can be undone.

    `names`: names of `Filters` it filled; `rest`: the question without it.
    """

    phrase: str
    label: str
    names: tuple[str, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Understood:
    """The filters to search with, what was read to make them, and the question with its unknown words mended."""

    filters: Filters
    readings: tuple[Reading, ...] = ()
    corrected: str = ""


def read(filters: Filters, language: str, *, literal: tuple[str, ...] = ()) -> Understood:
    """Nothing is read yet: the words stay words."""
    return Understood(filters)
