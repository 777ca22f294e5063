"""What a search answers, whichever store answered: typed, without model or query behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from common.search_documents import SINGULARS

#: Marks of a highlighted passage: control characters that no text holds.
MARK_OPEN, MARK_CLOSE = "\x02", "\x03"

Marked = tuple[tuple[str, bool], ...]


def split_marks(text: str) -> Marked:
    """Pieces of a highlighted text, each with whether it matched: templates mark without trusting any HTML."""
    pieces: list[tuple[str, bool]] = []
    for part in text.split(MARK_OPEN):
        matched, closed, rest = part.partition(MARK_CLOSE)
        if closed:
            pieces += [(matched, True), (rest, False)]
        else:
            pieces.append((part, False))
    return tuple(piece for piece in pieces if piece[0])


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One line of results. `language` differs from the page's when the content is not translated."""

    key: str
    kind: str
    language: str
    title: str
    url: str
    summary: str = ""
    detail: str = ""
    facts: tuple[str, ...] = ()
    picture: str = ""
    state: str = ""
    en_ligne: bool = False
    secteurs: tuple[str, ...] = ()
    secteur_label: str = ""  # name of the first sector, in the language of the page
    rev3: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    starts: datetime | None = None  # next opening, in local time
    ends: datetime | None = None
    distance: float | None = None  # kilometres from the first commune asked
    marked_title: Marked = ()
    excerpt: Marked = ()  # passage of the text that matched, when the title does not tell

    @property
    def secteur(self) -> str:
        """Key of the sector that gives the colours and the tile."""
        return self.secteurs[0] if self.secteurs else ""

    @property
    def kind_label(self) -> str:
        return str(SINGULARS.get(self.kind, self.kind))


def result_of(
    source: Mapping[str, Any],
    *,
    distance: float | None = None,
    highlight: Mapping[str, list[str]] | None = None,
    now: datetime | None = None,
) -> SearchResult:
    """From a stored document: its card, its kind and language."""
    card = source["card"]
    starts, ends = _next_dates(card.get("dates", ()), now or timezone.now())
    marks = highlight or {}
    title = card["title"]
    return SearchResult(
        key=source["key"],
        kind=source["kind"],
        language=source["language"],
        title=title,
        url=card["url"],
        summary=card.get("summary", ""),
        detail=card.get("detail", ""),
        facts=tuple(card.get("facts", ())),
        picture=card.get("picture", ""),
        state=card.get("state", ""),
        en_ligne=card.get("en_ligne", False),
        secteurs=tuple(card.get("secteurs", ())),
        rev3=tuple(card.get("rev3", ())),
        departements=tuple(card.get("departements", ())),
        starts=starts,
        ends=ends,
        distance=distance,
        marked_title=split_marks(next(iter(marks.get("title", ())), title)),
        excerpt=split_marks(next(iter(marks.get("body", ())), "")),
    )


def _next_dates(dates: Any, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The first opening that is not over, else the last one, in local time."""
    parsed = [
        (datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None) for start, end in dates
    ]
    parsed.sort(key=lambda pair: pair[0])
    coming = [pair for pair in parsed if (pair[1] or pair[0]) >= now]
    if not parsed:
        return None, None
    start, end = coming[0] if coming else parsed[-1]
    return timezone.localtime(start), timezone.localtime(end) if end else None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another way of asking, with what it would give."""

    label: str
    url: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Results of one page, total, and counts by facet and value."""

    results: tuple[SearchResult, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    #: "elasticsearch" or "postgresql": written in a header, for monitoring.
    engine: str = "elasticsearch"
    #: The words were found only by accepting typos or leaving some out.
    approximate: bool = False
    #: Words of the question that no result of this page holds.
    left_out: tuple[str, ...] = ()
