"""Rows for the board, and what the board reads of them."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from search.journal import board
from search.journal.models import QuestionDay, SearchDay, SearchedQuestion
from search.journal.views import monday

DAYS = 84
PLACES = ("", "02", "59", "60", "62", "80")


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fill(rows: int) -> int:
    """A fifth as many questions as rows, half of them with their text; 24 months of totals."""
    drawn = random.Random(1)
    today = timezone.localdate()
    questions = SearchedQuestion.objects.bulk_create(
        [
            SearchedQuestion(
                language=drawn.choice(("fr", "fr", "fr", "en")),
                digest=f"{number:064d}",
                text=f"question {number}" if number % 2 else "",
                hours=5,
                last_hour=timezone.now(),
            )
            for number in range(rows // 5)
        ],
        batch_size=5000,
    )
    days = {
        (today - timedelta(days=drawn.randrange(DAYS)), drawn.choice(questions).pk, drawn.choice(PLACES))
        for _row in range(rows)
    }
    QuestionDay.objects.bulk_create(
        [
            QuestionDay(
                day=day, question_id=question, departement=place, searches=drawn.randrange(1, 9), empty=1
            )
            for day, question, place in days
        ],
        batch_size=5000,
    )
    SearchDay.objects.bulk_create(
        [
            SearchDay(
                day=today - timedelta(days=number), language=language, departement=place, searches=90, empty=4
            )
            for number in range(730)
            for language in ("fr", "en")
            for place in PLACES
        ],
        ignore_conflicts=True,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_questionday")
        cursor.execute("ANALYZE search_searchedquestion")
    return len(days)


def scopes() -> dict[str, dict[str, Callable[[], object]]]:
    """By period: what each part of the board reads."""
    after = monday(timezone.localdate()) + timedelta(weeks=1)
    one, twelve = (board.Scope(after - timedelta(weeks=weeks), after) for weeks in (1, 12))
    parts = (
        board.totals,
        board.frequent,
        board.without_answer,
        board.few_clicks,
        board.refinements,
        board.unsaid,
    )
    return {
        title: {part.__name__: lambda part=part, scope=scope: part(scope) for part in parts}  # type: ignore[misc]
        for title, scope in (("1 semaine", one), ("12 semaines", twelve))
    }
