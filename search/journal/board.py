"""What the search board shows: sums over a period, by language and département. A fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from search.journal.models import JournalFile, QuestionDay, QuestionFollow, SearchDay, SearchedQuestion
from search.journal.storing import COUNTED

TOP = 20
#: A question is judged by its clicks from so many searches on.
ENOUGH = 5
#: Weeks of the chart of weeks.
WEEKS = 12


@dataclass(frozen=True, slots=True)
class Scope:
    """A period of whole weeks (last day excluded), a language and a département; empty: all of them."""

    first: date
    after: date
    language: str = ""
    departement: str = ""

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def before(self) -> "Scope":
        """The period of the same length just before."""
        return Scope(self.first - (self.after - self.first), self.first, self.language, self.departement)

    def holds(self, day: date) -> bool:
        return self.first <= day < self.after


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts of a period, and the shares that are read."""

    searches: int = 0
    empty: int = 0
    clicks: int = 0
    refined: int = 0
    degraded: int = 0
    browsed: int = 0

    @property
    def empty_share(self) -> float:
        return 100 * self.empty / self.searches if self.searches else 0.0

    @property
    def refined_share(self) -> float:
        return 100 * self.refined / self.searches if self.searches else 0.0

    @property
    def degraded_share(self) -> float:
        return 100 * self.degraded / self.searches if self.searches else 0.0

    @property
    def click_share(self) -> float:
        """Clicks for a hundred searches."""
        return 100 * self.clicks / self.searches if self.searches else 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a list."""

    text: str
    language: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class Followed:
    """A question and what came next."""

    text: str
    language: str
    then: str
    filter: str
    count: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of the period and of the one before; searches and empty ones by week, day, language and département."""

    now: Sums
    before: Sums
    weeks: dict[date, Sums]
    days: dict[date, Sums]
    languages: dict[str, Sums]
    departements: dict[str, Sums]


NAMES = (*COUNTED, "browsed")


def _sums(counts: Counter[str]) -> Sums:
    return Sums(**{name: counts[name] for name in NAMES})


def totals(scope: Scope) -> Totals:
    """One query: at most a row per day, language and département over the weeks shown."""
    oldest = min(scope.before.first, scope.after - timedelta(weeks=WEEKS))
    rows = SearchDay.objects.filter(day__gte=oldest, day__lt=scope.after)
    weeks: dict[Any, Counter[str]] = defaultdict(Counter)
    days: dict[Any, Counter[str]] = defaultdict(Counter)
    languages: dict[Any, Counter[str]] = defaultdict(Counter)
    departements: dict[Any, Counter[str]] = defaultdict(Counter)
    now, before = Counter[str](), Counter[str]()
    for row in rows.values("day", "language", "departement", *NAMES):
        counts = {name: row[name] for name in NAMES}
        day = row["day"]
        right_language = scope.language in ("", row["language"])
        right_place = scope.departement in ("", row["departement"])
        if scope.holds(day):
            if right_place:
                languages[row["language"]].update(counts)
            if right_language:
                departements[row["departement"]].update(counts)
        if right_language and right_place:
            weeks[day - timedelta(days=day.weekday())].update(counts)
            if scope.holds(day):
                days[day].update(counts)
                now.update(counts)
            elif scope.before.holds(day):
                before.update(counts)
    return Totals(
        _sums(now),
        _sums(before),
        {week: _sums(weeks[week]) for week in _each(scope.after - timedelta(weeks=WEEKS), scope.after, 7)},
        {day: _sums(days[day]) for day in _each(scope.first, scope.after, 1)},
        {name: _sums(counts) for name, counts in sorted(languages.items())},
        {name: _sums(counts) for name, counts in sorted(departements.items())},
    )


def _each(first: date, after: date, step: int) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range(0, (after - first).days, step))


# Questions


def _questions(scope: Scope) -> QuerySet[Any, Any]:
    """Sums of each question whose text may be shown."""
    rows = QuestionDay.objects.filter(day__gte=scope.first, day__lt=scope.after).exclude(question__text="")
    if scope.language:
        rows = rows.filter(question__language=scope.language)
    if scope.departement:
        rows = rows.filter(departement=scope.departement)
    return (
        rows.order_by()
        .values(text=F("question__text"), language=F("question__language"))
        .annotate(**{f"sum_{name}": Sum(name) for name in COUNTED})
    )


def _read(rows: Iterable[dict[str, Any]]) -> list[Asked]:
    return [
        Asked(row["text"], row["language"], Sums(**{name: row[f"sum_{name}"] for name in COUNTED}))
        for row in rows
    ]


def frequent(scope: Scope, limit: int | None = TOP) -> list[Asked]:
    return _read(_questions(scope).filter(sum_searches__gt=0).order_by("-sum_searches", "text")[:limit])


def without_answer(scope: Scope, limit: int | None = TOP) -> list[Asked]:
    return _read(_questions(scope).filter(sum_empty__gt=0).order_by("-sum_empty", "text")[:limit])


def few_clicks(scope: Scope, limit: int | None = TOP) -> list[Asked]:
    """Answered, asked often enough, and left: the worst first."""
    answered = _questions(scope).filter(sum_searches__gte=ENOUGH, sum_empty__lt=F("sum_searches"))
    ratio = Cast(F("sum_clicks"), FloatField()) / F("sum_searches")
    return _read(
        answered.annotate(ratio=ratio)
        .filter(ratio__lt=0.5)
        .order_by("ratio", "-sum_searches", "text")[:limit]
    )


def refinements(scope: Scope, limit: int | None = TOP) -> list[Followed]:
    """From one question to another, both common."""
    rows = _follows(scope).filter(then__isnull=False).exclude(then__text="")
    found = rows.values("question__text", "question__language", "then__text").annotate(times=Sum("count"))
    return [
        Followed(row["question__text"], row["question__language"], row["then__text"], "", row["times"])
        for row in found.order_by("-times", "question__text", "then__text")[:limit]
    ]


def filters(scope: Scope, limit: int | None = TOP) -> list[Followed]:
    """Filters, or pages, that people add to a question."""
    rows = _follows(scope).filter(then__isnull=True)
    found = rows.values("question__text", "question__language", "filter").annotate(times=Sum("count"))
    return [
        Followed(row["question__text"], row["question__language"], "", row["filter"], row["times"])
        for row in found.order_by("-times", "question__text", "filter")[:limit]
    ]


def _follows(scope: Scope) -> QuerySet[QuestionFollow]:
    rows = QuestionFollow.objects.filter(day__gte=scope.first, day__lt=scope.after).exclude(question__text="")
    return (rows.filter(question__language=scope.language) if scope.language else rows).order_by()


def by_day(scope: Scope) -> list[dict[str, Any]]:
    """The totals as they are kept: one row per day, language and département."""
    rows = SearchDay.objects.filter(day__gte=scope.first, day__lt=scope.after)
    if scope.language:
        rows = rows.filter(language=scope.language)
    if scope.departement:
        rows = rows.filter(departement=scope.departement)
    return list(
        rows.order_by("day", "language", "departement").values("day", "language", "departement", *NAMES)
    )


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Questions of the period whose text is not kept, and their searches."""

    questions: int
    searches: int
    empty: int


def unsaid(scope: Scope) -> Unsaid:
    rows = QuestionDay.objects.filter(day__gte=scope.first, day__lt=scope.after, question__text="")
    if scope.language:
        rows = rows.filter(question__language=scope.language)
    if scope.departement:
        rows = rows.filter(departement=scope.departement)
    found = rows.aggregate(
        questions=Count("question", distinct=True),
        searches=Sum("searches"),
        empty=Sum("empty", filter=Q(empty__gt=0)),
    )
    return Unsaid(found["questions"], found["searches"] or 0, found["empty"] or 0)


def last_reading() -> JournalFile | None:
    return JournalFile.objects.order_by("-pk").first()


def anything() -> bool:
    return SearchedQuestion.objects.exists()
