"""The measures, over judged questions and the paths that were answered."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from search.relevance.judgements import Judged

#: Results counted, and those seen without scrolling on a phone.
DEPTH, SCREEN = 10, 5
#: From this grade on, a result answers.
USEFUL = 2

Ask = Callable[[Judged], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """One question: `ndcg` and `reciprocal` between 0 and 1; `screen`: the best grade stands on the first screen."""

    judged: Judged
    answered: tuple[str, ...]
    ndcg: float
    reciprocal: float
    screen: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over the questions of one kind, between 0 and 1."""

    kind: str
    questions: int
    ndcg: float
    mrr: float
    screen: float
    empty: float


def gain(grades: Iterable[int]) -> float:
    """Discounted cumulative gain, with exponential gains (Järvelin and Kekäläinen, 2002; Burges, 2005)."""
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def ndcg(grades: Sequence[int], ideal: Iterable[int], depth: int = DEPTH) -> float:
    """Share of the best possible gain over the first results."""
    best = gain(sorted(ideal, reverse=True)[:depth])
    return gain(grades[:depth]) / best if best else 0.0


def reciprocal_rank(grades: Sequence[int], enough: int) -> float:
    return next((1 / rank for rank, grade in enumerate(grades, start=1) if grade >= enough), 0.0)


def score(judged: Judged, answered: Sequence[str]) -> Score:
    grades = [judged.grades.get(path, 0) for path in answered]
    return Score(
        judged,
        tuple(answered),
        ndcg(grades, judged.grades.values()),
        reciprocal_rank(grades, min(USEFUL, judged.best or USEFUL)),
        bool(judged.best) and judged.best in grades[:SCREEN],
        not answered,
    )


def run(questions: Iterable[Judged], ask: Ask) -> list[Score]:
    return [score(judged, ask(judged)) for judged in questions]


def summary(kind: str, scores: Sequence[Score]) -> Summary:
    count = len(scores)

    def mean(value: Callable[[Score], float]) -> float:
        return sum(map(value, scores)) / count if count else 0.0

    return Summary(
        kind,
        count,
        mean(lambda one: one.ndcg),
        mean(lambda one: one.reciprocal),
        mean(lambda one: float(one.screen)),
        mean(lambda one: float(one.empty)),
    )


def by_kind(scores: Sequence[Score]) -> list[Summary]:
    """One line per kind in the order of the file, then all that can be answered. Hopeless questions stand apart."""
    kinds = dict.fromkeys(one.judged.kind for one in scores)
    lines = [summary(kind, [one for one in scores if one.judged.kind == kind]) for kind in kinds]
    return [*lines, overall(scores)]


def overall(scores: Sequence[Score]) -> Summary:
    return summary("all", [one for one in scores if one.judged.grades])
