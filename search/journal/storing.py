"""Adds sums to the tables, in the transaction of the piece of journal they come from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from search.journal.counting import Key, Seen, Tally
from search.journal.models import EmbedDay, QuestionDay, QuestionFollow, SearchDay, SearchedQuestion
from search.journal.personal import evident, looks_personal

#: Different hours after which a question is common enough for its text to be kept.
COMMON = 5
CHUNK = 1000
#: New questions kept of one piece of journal: beyond, somebody floods us, and only the totals count.
MAX_NEW = 3000
COUNTED = ("searches", "empty", "clicks", "refined", "degraded")


def known_places(questions: Iterable[Key]) -> dict[Key, str]:
    """Départements understood in questions, from earlier pieces."""
    digests = [question.digest for question in questions]
    found: dict[Key, str] = {}
    for chunk in _chunks(digests):
        rows = SearchedQuestion.objects.filter(digest__in=chunk).exclude(departement="")
        for language, digest, place in rows.values_list("language", "digest", "departement"):
            found[Key(language, digest)] = place
    return found


def store(tally: Tally) -> None:
    """Everything of the tally; once."""
    keys = _questions(tally.questions)
    _add(
        QuestionDay,
        ("day", "question_id", "departement"),
        COUNTED,
        [
            (place.day, keys[place.question], place.departement, *_numbers(counts, COUNTED))
            for place, counts in tally.days.items()
            if place.question in keys
        ],
    )
    _add(
        SearchDay,
        ("day", "language", "departement"),
        (*COUNTED, "browsed"),
        [(*place, *_numbers(counts, (*COUNTED, "browsed"))) for place, counts in tally.totals.items()],
    )
    _add(
        QuestionFollow,
        ("day", "question_id", "then_id", "filter"),
        ("count",),
        [
            (
                follow.day,
                keys[follow.question],
                keys[follow.then] if follow.then else None,
                follow.filter,
                count,
            )
            for follow, count in tally.follows.items()
            if follow.question in keys and (follow.then is None or follow.then in keys)
        ],
    )
    _add(
        EmbedDay,
        ("day", "host", "path"),
        ("views",),
        [(*where, count) for where, count in tally.embeds.items()],
    )


def _numbers(counts: Mapping[str, int], names: Sequence[str]) -> list[int]:
    return [counts.get(name, 0) for name in names]


def _add(model: type[Model], keys: Sequence[str], numbers: Sequence[str], rows: list[Any]) -> None:
    """Insert, or add to what is there. Sorted, so that two readers could not wait for each other."""
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [*keys, *numbers]
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    sums = ", ".join(f'"{name}" = {table}."{name}" + excluded."{name}"' for name in numbers)
    targets = ", ".join(connection.ops.quote_name(name) for name in keys)
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({targets}) DO UPDATE SET {sums}"  # noqa: S608 - names of our models
    with connection.cursor() as cursor:
        cursor.executemany(sql, sorted(rows, key=str))


def _questions(seen: Mapping[Key, Seen]) -> dict[Key, int]:
    """Rows of the questions, created when new; returns their keys."""
    keys: dict[Key, int] = {}
    room = MAX_NEW
    for chunk in _chunks(sorted(seen)):
        rows = {
            Key(row.language, row.digest): row
            for row in SearchedQuestion.objects.filter(digest__in=[key.digest for key in chunk])
        }
        new = [_new(key, seen[key]) for key in chunk if key not in rows][:room]
        room -= len(new)
        old = [rows[key] for key in chunk if key in rows]
        for row in old:
            _meet(row, seen[Key(row.language, row.digest)])
        _disclose([*new, *old], seen)
        SearchedQuestion.objects.bulk_update(old, ["hours", "last_hour", "departement", "text", "personal"])
        SearchedQuestion.objects.bulk_create(new)
        keys |= {Key(row.language, row.digest): row.pk for row in (*new, *old)}
    return keys


def _new(key: Key, seen: Seen) -> SearchedQuestion:
    last = max(seen.hours, default=seen.last)
    return SearchedQuestion(
        language=key.language,
        digest=key.digest,
        hours=len(seen.hours),
        last_hour=last,
        departement=seen.departement,
    )


def _meet(row: SearchedQuestion, seen: Seen) -> None:
    """Only later hours count: the same hour read again, or late, is not another one."""
    later = {hour for hour in seen.hours if hour > row.last_hour}
    row.hours += len(later)
    row.last_hour = max([row.last_hour, *later])
    row.departement = seen.departement or row.departement


def _disclose(rows: Iterable[SearchedQuestion], seen: Mapping[Key, Seen]) -> None:
    """Keep the text of what became common, unless it looks like a person; what ever did never is."""
    for row in rows:
        texts = seen[Key(row.language, row.digest)].texts
        if row.personal or row.text or not texts:
            continue
        row.personal = any(map(evident, texts))
        if row.hours >= COMMON and not row.personal:
            row.personal = looks_personal(texts)
            row.text = "" if row.personal else min(texts, key=lambda text: (len(text), text)).lower()[:120]


def _chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
