"""Bars as numbers that a template draws: no script, no third party; the same numbers stand in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.journal.board import Sums

#: Size of a chart of columns, in its own units.
WIDTH, HEIGHT, LABELS = 640, 180, 22
GAP = 0.25


@dataclass(frozen=True, slots=True)
class Column:
    """One column: answered searches below, those without answer above."""

    label: str
    sums: Sums
    x: float
    width: float
    answered_y: float
    answered_height: float
    empty_y: float
    empty_height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        return self.empty_y - 4


def columns(items: Sequence[tuple[str, Sums]]) -> list[Column]:
    """In the order given; the highest fills the height."""
    highest = max((sums.searches for _label, sums in items), default=0) or 1
    step = WIDTH / (len(items) or 1)
    room = HEIGHT - 2 * LABELS
    drawn = []
    for number, (label, sums) in enumerate(items):
        whole = room * sums.searches / highest
        empty = room * min(sums.empty, sums.searches) / highest
        base = HEIGHT - LABELS
        drawn.append(
            Column(
                label=label,
                sums=sums,
                x=round(number * step + step * GAP / 2, 2),
                width=round(step * (1 - GAP), 2),
                answered_y=round(base - whole + empty, 2),
                answered_height=round(whole - empty, 2),
                empty_y=round(base - whole, 2),
                empty_height=round(empty, 2),
            )
        )
    return drawn


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a table of bars: shares of the longest, in percent."""

    label: str
    sums: Sums
    answered: float
    empty: float


def bars(items: Iterable[tuple[str, Sums]]) -> list[Bar]:
    """Longest first."""
    kept = sorted((item for item in items if item[1].searches), key=lambda item: (-item[1].searches, item[0]))
    longest = max((sums.searches for _label, sums in kept), default=0) or 1
    return [
        Bar(
            label,
            sums,
            round(100 * (sums.searches - min(sums.empty, sums.searches)) / longest, 2),
            round(100 * min(sums.empty, sums.searches) / longest, 2),
        )
        for label, sums in kept
    ]
