"""From lines to sums. Pure: no database, no file."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.utils import timezone

from search.journal.lines import Asked, Line
from search.journal.questions import digest

#: Spellings of one question looked at before its text is kept.
MAX_TEXTS = 8
#: The engine that answers when Elasticsearch does not.
FALLBACK = "postgresql"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
#: Follows that are not another question.
NEXT_PAGE = "page"


class Key(NamedTuple):
    """A question."""

    language: str
    digest: str


class Place(NamedTuple):
    """Where counts of all questions are kept."""

    day: date
    language: str
    departement: str


class QuestionPlace(NamedTuple):
    """Where counts of one question are kept."""

    day: date
    question: Key
    departement: str


class Follow(NamedTuple):
    """What came after a question."""

    day: date
    question: Key
    then: Key | None
    filter: str


@dataclass(slots=True)
class Seen:
    """One question in these lines: the hours, and the texts, which never leave the memory unless they may."""

    hours: set[datetime] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    departement: str = ""
    last: datetime = NEVER


@dataclass(slots=True)
class Tally:
    """The sums of a piece of journal. `places`: départements understood in earlier pieces, by question."""

    places: Mapping[Key, str] = field(default_factory=dict)
    questions: dict[Key, Seen] = field(default_factory=lambda: defaultdict(Seen))
    totals: dict[Place, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    days: dict[QuestionPlace, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    follows: Counter[Follow] = field(default_factory=Counter)
    embeds: Counter[tuple[date, str, str]] = field(default_factory=Counter)

    def add(self, line: Line) -> None:
        day = timezone.localdate(line.hour)
        if line.host:
            self.embeds[day, line.host, line.path[:120]] += 1
        elif line.asked is None:
            self._click(line)
        elif not line.asked.listing:
            self._search(day, line, line.asked)

    def _search(self, day: date, line: Line, asked: Asked) -> None:
        origin = line.origin
        place = self._departement(line, asked)
        if not asked.q:
            if origin is None or origin.q:
                self.totals[Place(day, asked.language, place)]["browsed"] += 1
            return
        question = self._key(asked)
        if (
            origin is not None
            and origin.language == asked.language
            and origin.q
            and self._key(origin) == question
        ):
            self._narrowed(line, question, origin, asked)
            return
        if asked.page not in ("", "1"):
            return  # a page shared or kept in a tab: nobody asked anything
        self._seen(question, line, asked, place)
        self._count(line, question, place, searches=1, **_outcome(line))
        if origin is not None and origin.q:
            before = self._key(origin)
            self._count(line, before, origin.departement or self._known_place(before), refined=1)
            self.follows[Follow(day, before, question, "")] += 1

    def _seen(self, question: Key, line: Line, asked: Asked, place: str) -> None:
        seen = self.questions[question]
        seen.hours.add(line.hour)
        if len(seen.texts) < MAX_TEXTS:
            seen.texts.add(asked.q)
        if place and not asked.departement:
            seen.departement = place

    def _narrowed(self, line: Line, question: Key, origin: Asked, asked: Asked) -> None:
        """The same words: filters or page changed."""
        day = timezone.localdate(line.hour)
        changed = {name for name, _value in origin.filters ^ asked.filters}
        if asked.page not in ("", "1", origin.page) and not changed:
            changed = {NEXT_PAGE}
        for name in changed:
            self._touch(question, line)
            self.follows[Follow(day, question, None, name)] += 1

    def _click(self, line: Line) -> None:
        origin = line.origin
        if origin is not None and origin.q:
            question = self._key(origin)
            self._count(line, question, origin.departement or self._known_place(question), clicks=1)

    def _count(self, line: Line, question: Key, place: str, **numbers: int) -> None:
        day = timezone.localdate(line.hour)
        self._touch(question, line)
        self.days[QuestionPlace(day, question, place)].update(numbers)
        self.totals[Place(day, question.language, place)].update(numbers)

    def _touch(self, question: Key, line: Line) -> None:
        """A row must exist for the counts to hang on."""
        seen = self.questions[question]
        seen.last = max(seen.last, line.hour)

    @staticmethod
    def _key(asked: Asked) -> Key:
        return Key(asked.language, digest(asked.language, asked.q))

    def _known_place(self, question: Key) -> str:
        return self.questions[question].departement or self.places.get(question, "")

    @staticmethod
    def _departement(line: Line, asked: Asked) -> str:
        """Asked by a filter, else understood in the words, when it is one and no more."""
        if asked.departement:
            return asked.departement
        understood = line.marked.departements if line.marked else ()
        return understood[0] if len(understood) == 1 else ""


def _outcome(line: Line) -> dict[str, int]:
    if line.marked is None:
        return {}
    return {
        "empty": int(line.marked.total == 0),
        "degraded": int(line.marked.engine == FALLBACK),
    }


def origins(lines: Iterable[Line]) -> set[Key]:
    """The questions that led to something in these lines."""
    return {
        Key(line.origin.language, digest(line.origin.language, line.origin.q))
        for line in lines
        if line.origin is not None and line.origin.q
    }
