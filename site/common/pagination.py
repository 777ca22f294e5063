"""Pages of a list as links: first, last, the neighbours, and gaps between them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagerLink:
    """A page of the list; a gap has no address."""

    number: int
    url: str
    current: bool = False

    @property
    def gap(self) -> bool:
        return not self.url


@dataclass(frozen=True, slots=True)
class Pager:
    number: int
    count: int
    previous_url: str
    next_url: str
    links: tuple[PagerLink, ...]


def build_pager(asked: int, total: int, size: int, url: Callable[[int], str]) -> Pager:
    """`asked` is brought back to the last page when it lies beyond; an empty list has one page."""
    count = max(1, -(-total // size))
    number = min(max(asked, 1), count)
    near = sorted({1, count, *range(max(1, number - 1), min(count, number + 1) + 1)})
    links: list[PagerLink] = []
    for position in near:
        if links and position - links[-1].number > 1:
            links.append(PagerLink(position - 1, ""))
        links.append(PagerLink(position, url(position), position == number))
    return Pager(
        number,
        count,
        url(number - 1) if number > 1 else "",
        url(number + 1) if number < count else "",
        tuple(links) if count > 1 else (),
    )
