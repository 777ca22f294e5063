"""The same search from PostgreSQL full text, for when Elasticsearch is down: same filters, same facets, plainer order.

Two requests: counts of all facets with the total, then the page. Dates are read as one span per content, and distances
to its nearest point.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from search.documents import FACET_FIELDS, folded
from search.elastic import nearest
from search.grammar import TRI_DATE, TRI_DISTANCE, Filters
from search.index.words import STOP_EN, STOP_FR
from search.query import FACETS, moment, origin, without_codes
from search.results import Answer, result_of

Parameters = list[Any]

STOP = {"fr": frozenset(STOP_FR), "en": frozenset(STOP_EN)}

DISTANCE = """
    (SELECT min(2 * 6371 * asin(sqrt(
        sin(radians((point->>0)::float - %s) / 2) ^ 2
        + cos(radians(%s)) * cos(radians((point->>0)::float)) * sin(radians((point->>1)::float - %s) / 2) ^ 2)))
     FROM jsonb_array_elements(points) AS point)
"""


def meaningful(q: str, language: str) -> list[str]:
    """The words that count, folded; all of them when none does."""
    found = re.findall(r"\w+", folded(q))
    kept = [word for word in found if word not in STOP.get(language, STOP["fr"]) and len(word) > 1]
    return (kept or found)[:20]


class Where:
    """Conditions joined by AND, with their parameters in order."""

    def __init__(self) -> None:
        self.parts: list[str] = ["NOT gone"]
        self.parameters: Parameters = []

    def add(self, part: str, *parameters: Any) -> None:
        self.parts.append(part)
        self.parameters += parameters

    @property
    def sql(self) -> str:
        return " AND ".join(f"({part})" for part in self.parts)


def _visible(where: Where, language: str, now: datetime) -> None:
    where.add("valid_from IS NULL OR valid_from <= %s", now)
    where.add("valid_until IS NULL OR valid_until > %s", now)
    if language == "fr":
        where.add("language = 'fr'")
    else:
        where.add("language = %s OR (language = 'fr' AND NOT languages ? %s)", language, language)


def _place(where: Where, filters: Filters) -> None:
    if filters.commune:
        parts, parameters = ["facets->'communes' ?| %s"], [[place.code for place in filters.commune]]
        values: Parameters = list(parameters)
        for latitude, longitude in (place.point for place in filters.commune if place.point):
            parts.append(f"{DISTANCE} <= %s")
            values += [latitude, latitude, longitude, filters.rayon]
        where.add(" OR ".join(parts), *values)
    if filters.uai:
        where.add("facets->'etablissements' ?| %s", list(filters.uai))


def _dates(where: Where, filters: Filters) -> None:
    if filters.du:
        where.add("last_end >= %s", moment(filters.du))
    if filters.au:
        where.add("first_start < %s", moment(filters.au, end=True))


# From strict to loose: the first that answers is kept.
ALL_WORDS, ANY_WORD, ALIKE = "all", "any", "alike"


def _words(where: Where, q: str, language: str, how: str) -> tuple[str, Parameters]:
    """Adds the condition; returns the expression that ranks, with its parameters."""
    configuration = "proch_fr" if language == "fr" else "proch_en"
    tokens = meaningful(q, language)
    if how == ALIKE:
        like = [word for word in without_codes(q).split() if len(word) > 3][:5]
        where.add(" OR ".join(["%s <%% label"] * len(like)) or "false", *like)
        return " + ".join(["word_similarity(%s, label)"] * len(like)) or "0", list(like)
    joined = (" & " if how == ALL_WORDS else " | ").join(
        f"{token}:*" if how == ALL_WORDS else token for token in tokens
    )
    where.add("terms @@ to_tsquery(%s::regconfig, %s)", configuration, joined)
    rank = "ts_rank('{0.05, 0.2, 0.6, 1.0}', terms, to_tsquery(%s::regconfig, %s), 1) + (sort = %s)::int * 10"
    return rank, [configuration, joined, folded(q)]


def _facet_columns(filters: Filters) -> tuple[dict[str, str], str, Parameters]:
    """A boolean column per active facet, so that each facet is counted under the choices of the others."""
    names: dict[str, str] = {}
    columns, parameters = "", []
    for name in FACETS:
        values = getattr(filters, name)
        if values:
            names[name] = f"ok_{name}"
            columns += f", COALESCE(facets->'{FACET_FIELDS[name]}' ?| %s, false) AS ok_{name}"
            parameters.append([str(value) for value in values])
    return names, columns, parameters


def _all(names: Iterable[str]) -> str:
    return " AND ".join(names) or "true"


def _count(filters: Filters, where: Where) -> tuple[int, dict[str, dict[str, int]]]:
    names, columns, parameters = _facet_columns(filters)
    cases = " ".join(
        f"WHEN '{FACET_FIELDS[name]}' THEN {_all(column for other, column in names.items() if other != name)}"
        for name in FACETS
    )
    sql = f"""
        WITH found AS MATERIALIZED (SELECT facets{columns} FROM search_indexeddocument WHERE {where.sql})
        SELECT '' AS field, '' AS value, count(*) FROM found WHERE {_all(names.values())}
        UNION ALL
        SELECT facet.key, item, count(*) FROM found, jsonb_each(facets) AS facet,
            jsonb_array_elements_text(facet.value) AS item
        WHERE CASE facet.key {cases} ELSE false END GROUP BY 1, 2
    """  # noqa: S608 - names are constants of this package; values are parameters
    counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    by_field = {FACET_FIELDS[name]: name for name in FACETS}
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *where.parameters])
        for field, value, number in cursor.fetchall():
            if field:
                counts[by_field[field]][value] = number
            else:
                total = number
    return total, counts


def _order(filters: Filters, rank: str, rank_parameters: Parameters, now: datetime) -> tuple[str, Parameters]:
    point = origin(filters)
    coming = "CASE WHEN last_end >= %s THEN greatest(first_start, %s) END ASC NULLS LAST"
    if filters.tri == TRI_DISTANCE and point:
        return f"{DISTANCE} ASC NULLS LAST", [point[0], point[0], point[1]]
    if filters.tri == TRI_DATE or not filters.q:
        return coming, [now, now]
    return f"({rank}) * weight DESC", rank_parameters


def _page(filters: Filters, where: Where, order: tuple[str, Parameters]) -> list[dict[str, Any]]:
    _names, _columns, facet_parameters = _facet_columns(filters)
    chosen = "".join(
        f" AND facets->'{FACET_FIELDS[name]}' ?| %s" for name in FACETS if getattr(filters, name)
    )
    sql = f"""
        SELECT source FROM search_indexeddocument WHERE {where.sql}{chosen}
        ORDER BY {order[0]}, sort, key LIMIT %s OFFSET %s
    """  # noqa: S608 - as above
    parameters = [*where.parameters, *facet_parameters, *order[1], filters.n, filters.offset]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [json.loads(row[0]) for row in cursor.fetchall()]


def _attempt(filters: Filters, language: str, now: datetime, how: str) -> Answer:
    where = Where()
    _visible(where, language, now)
    _place(where, filters)
    _dates(where, filters)
    rank, rank_parameters = _words(where, filters.q, language, how) if filters.q else ("weight", [])
    total, counts = _count(filters, where)
    sources = (
        _page(filters, where, _order(filters, rank, rank_parameters, now)) if total and filters.n else []
    )
    point = origin(filters)
    return Answer(
        results=tuple(
            result_of(source, distance=nearest(source["card"].get("points", ()), point), now=now)
            for source in sources
        ),
        total=total,
        counts=counts,
        engine="postgresql",
        approximate=bool(filters.q) and how != ALL_WORDS,
    )


@contextmanager
def _likeness() -> Iterator[None]:
    """How alike a word must be, for this attempt only; the index on `label` obeys it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.4")
        yield


def search(filters: Filters, language: str, now: datetime) -> Answer:
    """All the words, else any of them, else titles that look like them."""
    attempts = (ALL_WORDS, ANY_WORD, ALIKE) if meaningful(filters.q, language) else ()
    if filters.q and not attempts:
        return Answer((), 0, engine="postgresql")
    answer = Answer((), 0, engine="postgresql")
    for how in attempts or (ALL_WORDS,):
        with _likeness() if how == ALIKE else nullcontext():
            answer = _attempt(filters, language, now, how)
        if answer.total or sum(sum(values.values()) for values in answer.counts.values()):
            break
    return answer
