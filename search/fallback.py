"""The same search from PostgreSQL full text, for when Elasticsearch is down: same filters, same facets, plainer order.

Two requests: counts of all facets with the total, then the page. Distances are to the nearest point of a content.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from search import tuning
from search.documents import FACET_FIELDS
from search.elastic import nearest
from search.folding import folded
from search.grammar import TRI_DATE, TRI_DISTANCE, Filters
from search.index.words import STOP_EN, STOP_FR
from search.matching import question_of, without_codes
from search.periods import periods
from search.query import FACETS, QUAND, moment, origin
from search.question import Group, Question
from search.results import Answer, result_of

Parameters = list[Any]
Condition = tuple[str, Parameters]

STOP = {"fr": frozenset(STOP_FR), "en": frozenset(STOP_EN)}

DISTANCE = """
    (SELECT min(2 * 6371 * asin(sqrt(
        sin(radians((point->>0)::float - %s) / 2) ^ 2
        + cos(radians(%s)) * cos(radians((point->>0)::float)) * sin(radians((point->>1)::float - %s) / 2) ^ 2)))
     FROM jsonb_array_elements(points) AS point)
"""

#: One of the openings overlaps a span; `{dates}` is the array of them, both bounds are named by the caller.
OVERLAP = """
    EXISTS (SELECT 1 FROM jsonb_array_elements({dates}) AS opening
            WHERE COALESCE((opening->>'ends')::timestamptz, (opening->>'starts')::timestamptz) >= {since}
              AND (opening->>'starts')::timestamptz < {until})
"""
DATES = "CASE WHEN first_start IS NOT NULL THEN source->'dates' END"
#: Far enough to mean “no bound”.
FOREVER = timedelta(days=365 * 20)


def meaningful(q: str, language: str) -> list[str]:
    """The words that count, folded; all of them when none does."""
    found = re.findall(r"\w+", folded(q))
    kept = [word for word in found if word not in STOP.get(language, STOP["fr"]) and len(word) > 1]
    return (kept or found)[:20]


def configuration(language: str) -> str:
    return "proch_fr" if language == "fr" else "proch_en"


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
        if "commune" in filters.lenient:
            parts.append("points = '[]' AND NOT facets ? 'communes'")
        where.add(" OR ".join(parts), *values)
    if filters.uai:
        where.add("facets->'etablissements' ?| %s", list(filters.uai))


def span(du: date | None, au: date | None, now: datetime) -> tuple[datetime, datetime]:
    """Instants between which an opening must fall: from the first day to the end of the last one."""
    return moment(du) if du else now - FOREVER, moment(au, end=True) if au else now + FOREVER


def _chosen(filters: Filters, now: datetime) -> dict[str, Condition]:
    """The condition of each facet with a choice."""
    found: dict[str, Condition] = {}
    for name in FACETS:
        values = getattr(filters, name)
        if values:
            field = FACET_FIELDS[name]
            nothing = f" OR NOT facets ? '{field}'" if name in filters.lenient else ""
            sql = f"COALESCE(facets->'{field}' ?| %s, false){nothing}"
            found[name] = sql, [[str(value) for value in values]]
    if filters.du or filters.au:
        since, until = span(filters.du, filters.au, now)
        found[QUAND] = OVERLAP.format(dates=DATES, since="%s", until="%s"), [since, until]
    return found


# From strict to loose: the first that answers is kept.
ALL_WORDS, ANY_WORD, ALIKE = "all", "any", "alike"


def _group_query(group: Group, language: str, *, prefix: bool) -> str:
    """A group of words and what says the same, as `to_tsquery` reads it; empty when nothing in it counts."""
    ways = (meaningful(phrase.text, language) for phrase in group.phrases)
    end = ":*" if prefix else ""
    return " | ".join(f"({' & '.join(f'{word}{end}' for word in words)})" for words in ways if words)


def _group_condition(group: Group, language: str, *, prefix: bool) -> Condition:
    """The words are there, or the taste that they tell."""
    query = _group_query(group, language, prefix=prefix)
    parts: list[str] = []
    parameters: Parameters = []
    if query:
        parts.append("terms @@ to_tsquery(%s::regconfig, %s)")
        parameters += [configuration(language), query]
    if group.interests:
        parts.append("COALESCE(source->'interets' ?| %s, false)")
        parameters.append(list(group.interests))
    return " OR ".join(parts), parameters


def _met(question: Question, language: str, how: str) -> Condition:
    """The condition on words; empty when no word counts."""
    if how == ALIKE:
        like = [word for word in without_codes(question.text).split() if len(word) > 3][:5]
        return " OR ".join(["%s <%% label"] * len(like)) or "false", list(like)
    found = [_group_condition(group, language, prefix=how == ALL_WORDS) for group in question.required]
    parts = [f"({sql})" for sql, _parameters in found if sql]
    joined = (" AND " if how == ALL_WORDS else " OR ").join(parts)
    return joined, [value for _sql, parameters in found for value in parameters]


def _rank(question: Question, language: str, how: str) -> Condition:
    """How well the words are said; a whole title said exactly beats any of it, a kind asked for comes next."""
    parts = ["(sort = %s)::int * 10"]
    parameters: Parameters = [folded(question.typed or question.text)]
    if how == ALIKE:
        like = [word for word in without_codes(question.text).split() if len(word) > 3][:5]
        parts += ["word_similarity(%s, label)"] * len(like)
        parameters += like
    elif query := " | ".join(
        filter(None, (_group_query(group, language, prefix=how == ALL_WORDS) for group in question.groups))
    ):
        parts.append("ts_rank('{0.05, 0.2, 0.6, 1.0}', terms, to_tsquery(%s::regconfig, %s), 1)")
        parameters += [configuration(language), query]
    if question.prefer:
        parts.append("(facets->'kind' ?| %s)::int")
        parameters.append(list(question.prefer))
    return " + ".join(parts), parameters


def _base(filters: Filters, language: str, now: datetime, how: str) -> tuple[Where, Condition]:
    """What narrows results and counts alike, and the expression that ranks."""
    where = Where()
    _visible(where, language, now)
    _place(where, filters)
    question = question_of(filters)
    if question is None:
        return where, ("weight", [])
    sql, parameters = _met(question, language, how)
    rank = _rank(question, language, how)
    if sql:
        pins = list(tuning.current(language).pinned(question.typed))
        where.add(f"{sql} OR key = ANY(%s)" if pins else sql, *parameters, *([pins] if pins else []))
        if pins:
            rank = f"{rank[0]} + COALESCE(1000 - array_position(%s::text[], key::text), 0)", [*rank[1], pins]
    return where, rank


def _all(names: Iterable[str]) -> str:
    return " AND ".join(names) or "true"


def _count_sql(chosen: Mapping[str, Condition], where: Where, now: datetime) -> Condition:
    """Total, counts by facet and counts by period, each facet under the choices of the others."""
    columns = "".join(f", ({sql}) AS ok_{name}" for name, (sql, _parameters) in chosen.items())
    cases = " ".join(
        f"WHEN '{FACET_FIELDS[name]}' THEN {_all(f'ok_{other}' for other in chosen if other != name)}"
        for name in FACETS
    )
    spans = [(one.key, *span(one.du, one.au, now)) for one in periods(now)]
    values = ", ".join(["(%s, %s::timestamptz, %s::timestamptz)"] * len(spans))
    sql = f"""
        WITH found AS MATERIALIZED (
            SELECT facets, {DATES} AS dates{columns} FROM search_indexeddocument WHERE {where.sql})
        SELECT '' AS field, '' AS value, count(*) FROM found WHERE {_all(f"ok_{name}" for name in chosen)}
        UNION ALL
        SELECT facet.key, item, count(*) FROM found, jsonb_each(facets) AS facet,
            jsonb_array_elements_text(facet.value) AS item
        WHERE CASE facet.key {cases} ELSE false END GROUP BY 1, 2
        UNION ALL
        SELECT '{QUAND}', period.key, count(*) FROM found, (VALUES {values}) AS period (key, since, until)
        WHERE dates IS NOT NULL AND {_all(f"ok_{name}" for name in chosen if name != QUAND)}
            AND {OVERLAP.format(dates="dates", since="period.since", until="period.until")} GROUP BY 2
    """  # noqa: S608 - names are constants of this package; values are parameters
    parameters = [value for _sql, values in chosen.values() for value in values]
    return sql, [*parameters, *where.parameters, *(value for one in spans for value in one)]


def _count(filters: Filters, where: Where, now: datetime) -> tuple[int, dict[str, dict[str, int]]]:
    counts: dict[str, dict[str, int]] = {name: {} for name in (*FACETS, QUAND)}
    by_field = {FACET_FIELDS[name]: name for name in FACETS} | {QUAND: QUAND}
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(*_count_sql(_chosen(filters, now), where, now))
        for field, value, number in cursor.fetchall():
            if field:
                counts[by_field[field]][value] = number
            else:
                total = number
    return total, counts


def _order(filters: Filters, rank: Condition, now: datetime) -> Condition:
    point = origin(filters)
    coming = "CASE WHEN last_end >= %s THEN greatest(first_start, %s) END ASC NULLS LAST"
    if filters.tri == TRI_DISTANCE and point:
        return f"{DISTANCE} ASC NULLS LAST", [point[0], point[0], point[1]]
    if filters.tri == TRI_DATE or question_of(filters) is None:
        return coming, [now, now]
    return f"({rank[0]}) * weight DESC, {coming}", [*rank[1], now, now]


def _narrowed(filters: Filters, where: Where, now: datetime) -> Condition:
    """Under every choice."""
    chosen = _chosen(filters, now)
    sql = "".join(f" AND ({condition})" for condition, _parameters in chosen.values())
    return where.sql + sql, [
        *where.parameters,
        *(value for _sql, values in chosen.values() for value in values),
    ]


def _page(filters: Filters, where: Where, order: Condition, now: datetime) -> list[dict[str, Any]]:
    narrowed, parameters = _narrowed(filters, where, now)
    sql = f"""
        SELECT source FROM search_indexeddocument WHERE {narrowed}
        ORDER BY {order[0]}, sort, key LIMIT %s OFFSET %s
    """  # noqa: S608 - names are constants of this package; values are parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *order[1], filters.n, filters.offset])
        return [json.loads(row[0]) for row in cursor.fetchall()]


def _left_out(question: Question, language: str, keys: list[str]) -> tuple[str, ...]:
    """Words of the question that none of these documents holds."""
    found = [(group.typed, *_group_condition(group, language, prefix=True)) for group in question.required]
    asked = [(typed, sql, parameters) for typed, sql, parameters in found if sql]
    holds = "SELECT 1 FROM search_indexeddocument WHERE key = ANY(%s) AND NOT gone"
    sql = " UNION ALL ".join(
        f"SELECT %s WHERE NOT EXISTS ({holds} AND ({part}))" for _typed, part, _values in asked
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for typed, _sql, values in asked for value in (typed, keys, *values)])
        return tuple(row[0] for row in cursor.fetchall())


def _attempt(filters: Filters, language: str, now: datetime, how: str) -> Answer:
    where, rank = _base(filters, language, now, how)
    total, counts = _count(filters, where, now)
    sources = _page(filters, where, _order(filters, rank, now), now) if total and filters.n else []
    point, question = origin(filters), question_of(filters)
    return Answer(
        results=tuple(
            result_of(source, distance=nearest(source["card"].get("points", ()), point), now=now)
            for source in sources
        ),
        total=total,
        counts=counts,
        engine="postgresql",
        approximate=how != ALL_WORDS,
        left_out=(
            _left_out(question, language, [source["key"] for source in sources])
            if question and sources and how == ANY_WORD
            else ()
        ),
    )


@contextmanager
def _likeness() -> Iterator[None]:
    """How alike a word must be, for this attempt only; the index on `label` obeys it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.4")
        yield


def _says_something(question: Question, language: str) -> bool:
    """A word to look for; without one, a question that was read whole (“portes ouvertes à Lille”) has filters only."""
    return not question.required or bool(_met(question, language, ALL_WORDS)[0])


def search(filters: Filters, language: str, now: datetime) -> Answer:
    """All the words, else any of them, else titles that look like them."""
    question = question_of(filters)
    if question is not None and not _says_something(question, language):
        return Answer((), 0, engine="postgresql")
    answer = Answer((), 0, engine="postgresql")
    for how in (ALL_WORDS, ANY_WORD, ALIKE) if question and question.required else (ALL_WORDS,):
        with _likeness() if how == ALIKE else nullcontext():
            answer = _attempt(filters, language, now, how)
        if answer.total or sum(sum(values.values()) for values in answer.counts.values()):
            break
    return answer


def count_each(asked: Mapping[str, Filters], language: str, now: datetime) -> dict[str, int]:
    """What each of these searches would give, all its words there, in one request."""
    parts: list[str] = []
    parameters: Parameters = []
    for name, filters in asked.items():
        question = question_of(filters)
        if question is not None and not _says_something(question, language):
            continue
        where, _order_by = _base(filters, language, now, ALL_WORDS)
        narrowed, values = _narrowed(filters, where, now)
        parts.append(f"SELECT %s, count(*) FROM search_indexeddocument WHERE {narrowed}")  # noqa: S608 - names are constants
        parameters += [name, *values]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return dict(cursor.fetchall())
