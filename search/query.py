"""Builds Elasticsearch requests from `Filters`. Nothing here depends on a request or a model.

What the words ask stands in `search/matching.py`, with the weights and their reasons.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from common.search_documents import Sorte
from search import tuning
from search.documents import FACET_FIELDS, folded
from search.grammar import MAX_RADIUS, MAX_RESULTS, TRI_DATE, TRI_DISTANCE, Filters
from search.index.words import SMALL_WORDS
from search.matching import PREFERRED, Reading, answers, order, question_of, without_codes
from search.periods import periods
from search.results import MARK_CLOSE, MARK_OPEN

Json = dict[str, Any]

__all__ = ["SMALL_WORDS", "Reading", "without_codes"]


#: Filters whose choices are counted: applied after the counts, each facet sees all but itself.
FACETS = ("sorte", "secteur", "rev3", "chantier", "niveau", "voie", "type", "public", "dep", "bassin")
FACET_VALUES = 120
#: The facet of dates: counted by period (`search.periods`), chosen by the days `du` and `au`.
QUAND = "quand"


def moment(day: date, *, end: bool = False) -> datetime:
    """Midnight in local time: of that day, or of the next one."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=int(end)), time()))


# What may be shown


def visible(language: str, now: datetime) -> list[Json]:
    """Valid now, and in the language of the page or, untranslated, in French."""
    clauses: list[Json] = [
        {"bool": {"must_not": [{"range": {"valid_from": {"gt": now.isoformat()}}}]}},
        {"bool": {"must_not": [{"range": {"valid_until": {"lte": now.isoformat()}}}]}},
    ]
    if language != "fr":
        untranslated = {"bool": {"must_not": [{"term": {"languages": language}}]}}
        clauses.append({"bool": {"should": [{"term": {"language": language}}, untranslated]}})
    return clauses


# What was asked


def _chosen(filters: Filters, name: str) -> Json | None:
    values = getattr(filters, name)
    if not values:
        return None
    clause: Json = {"terms": {FACET_FIELDS[name]: list(values)}}
    return _or_nothing(clause, FACET_FIELDS[name]) if name in filters.lenient else clause


def _or_nothing(clause: Json, *fields: str) -> Json:
    """The clause, or nothing in the fields: what was read in the words must not hide what has nothing to say there."""
    silent = {"bool": {"must_not": [{"exists": {"field": field}} for field in fields]}}
    return {"bool": {"should": [clause, silent]}}


def _near(filters: Filters) -> Json | None:
    """In one of the communes, or within the radius of one that has a position."""
    if not filters.commune:
        return None
    points = [place.point for place in filters.commune if place.point]
    clauses: list[Json] = [{"terms": {"communes": [place.code for place in filters.commune]}}]
    clauses += [_within(filters.rayon, point) for point in points]
    if "commune" not in filters.lenient:
        return {"bool": {"should": clauses}}
    # A place that was only said leaves trainings that are far: some are taught in few places. The nearest come first.
    training = {"term": {"kind": Sorte.FORMATION.value}}
    clauses += [{"bool": {"filter": [training, _within(MAX_RADIUS, point)]}} for point in points]
    return _or_nothing({"bool": {"should": clauses}}, "points", "communes")


def _within(kilometres: int, point: tuple[float, float]) -> Json:
    latitude, longitude = point
    return {"geo_distance": {"distance": f"{kilometres}km", "points": {"lat": latitude, "lon": longitude}}}


def overlapping(du: date | None, au: date | None) -> Json:
    """A date that overlaps these days."""
    clauses: list[Json] = []
    if du:
        since = moment(du).isoformat()
        ends = {"range": {"dates.ends": {"gte": since}}}
        open_ended = {"range": {"dates.starts": {"gte": since}}}
        clauses.append({"bool": {"should": [ends, open_ended]}})
    if au:
        clauses.append({"range": {"dates.starts": {"lt": moment(au, end=True).isoformat()}}})
    return {"nested": {"path": "dates", "query": {"bool": {"filter": clauses}}}}


def _when(filters: Filters) -> Json | None:
    """A date that overlaps the days asked."""
    return overlapping(filters.du, filters.au) if filters.du or filters.au else None


def facet_filters(filters: Filters) -> dict[str, Json]:
    """Clauses applied after the counts, by facet name."""
    chosen = {name: clause for name in FACETS if (clause := _chosen(filters, name))}
    when = _when(filters)
    return chosen | ({QUAND: when} if when else {})


def base_filters(filters: Filters, language: str, now: datetime) -> list[Json]:
    """Clauses that narrow results and counts alike."""
    asked = (_chosen(filters, "uai"), _near(filters))
    return [*visible(language, now), *(clause for clause in asked if clause)]


# Words


def words(filters: Filters, language: str, how: Reading = Reading.EXACT) -> Json:
    """What answers the question, in order; the weights of the content and of its kind multiply the whole."""
    question = question_of(filters)
    if question is None:
        return {"match_all": {}}
    decisions = tuning.current(language)
    asked = {
        "bool": {
            "filter": [answers(question, filters, how)],
            "should": order(question, filters, decisions, how),
        }
    }
    factors: list[Json] = [{"field_value_factor": {"field": "weight", "missing": 1, "modifier": "none"}}]
    factors += [
        {"filter": {"term": {"kind": kind}}, "weight": factor}
        for kind, factor in decisions.kinds.items()
        if factor != 1
    ]
    if question.prefer:
        factors.append({"filter": {"terms": {"kind": list(question.prefer)}}, "weight": PREFERRED})
    scored = {
        "function_score": {
            "query": asked,
            "functions": factors,
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }
    return _pinned(scored, decisions.pinned(question.typed))


#: Above any score; pins keep their order.
PIN = 100_000.0


def _pinned(scored: Json, keys: tuple[str, ...]) -> Json:
    """What the analyst pinned comes first, wherever the words stand in it."""
    if not keys:
        return scored
    pins = [
        {"constant_score": {"filter": {"term": {"key": key}}, "boost": PIN * (len(keys) - rank)}}
        for rank, key in enumerate(keys)
    ]
    return {"bool": {"should": [scored, *pins], "minimum_should_match": 1}}


# The whole request


def search_body(
    filters: Filters,
    language: str,
    now: datetime,
    *,
    how: Reading = Reading.EXACT,
    facets: Iterable[str] = FACETS,
) -> Json:
    """Results of one page, counts of `facets` right under multi-selection, and highlights."""
    chosen = facet_filters(filters)
    inner: Json = {"bool": {"filter": base_filters(filters, language, now)}}
    inner["bool"]["must"] = [words(filters, language, how)]
    body: Json = {
        "query": inner,
        "from": filters.offset,
        "size": filters.n,
        "track_total_hits": MAX_RESULTS * 100,
        "sort": sort_of(filters, now),
        "_source": ["key", "kind", "language", "card"],
        "aggs": {name: _counted(name, chosen) for name in facets} | _counted_periods(chosen, now),
    }
    if chosen:
        body["post_filter"] = {"bool": {"filter": list(chosen.values())}}
    if filters.q and filters.n:
        body["highlight"] = highlight(_highlighted(filters))
    return body


def _counted(name: str, chosen: dict[str, Json]) -> Json:
    """Counts of one facet under all the choices but its own."""
    others = [clause for other, clause in chosen.items() if other != name]
    values = {"terms": {"field": FACET_FIELDS[name], "size": FACET_VALUES}}
    return {"filter": {"bool": {"filter": others}}, "aggs": {"values": values}}


def _counted_periods(chosen: dict[str, Json], now: datetime) -> Json:
    """Contents with a date in each period, under all the choices but the days."""
    others = [clause for other, clause in chosen.items() if other != QUAND]
    values = {"filters": {"filters": {one.key: overlapping(one.du, one.au) for one in periods(now)}}}
    return {QUAND: {"filter": {"bool": {"filter": others}}, "aggs": {"values": values}}}


def sort_of(filters: Filters, now: datetime) -> list[Any]:
    """Always total: the key settles ties, so that no result is seen twice or never when turning pages."""
    last: list[Any] = [{"title.sort": {"order": "asc", "unmapped_type": "keyword"}}, {"key": "asc"}]
    if filters.tri == TRI_DATE:
        return [_by_date(now), *last]
    point = origin(filters)
    if filters.tri == TRI_DISTANCE and point:
        return [_by_distance(point), *last]
    if question_of(filters) is None:
        return [_by_date(now), *last]
    return [{"_score": "desc"}, _by_date(now), *last]


def _highlighted(filters: Filters) -> str:
    """The words asked and what says the same."""
    question = question_of(filters)
    phrases = [phrase.text for group in question.groups for phrase in group.phrases] if question else []
    return " ".join(dict.fromkeys(word for phrase in phrases for word in phrase.split()))


def _by_date(now: datetime) -> Json:
    coming = {"range": {"dates.starts": {"gte": (now - timedelta(hours=12)).isoformat()}}}
    return {
        "dates.starts": {
            "order": "asc",
            "mode": "min",
            "missing": "_last",
            "nested": {"path": "dates", "filter": coming},
        }
    }


def origin(filters: Filters) -> tuple[float, float] | None:
    """The point distances are measured from: the first commune that has one."""
    return next((place.point for place in filters.commune if place.point), None)


def _by_distance(point: tuple[float, float]) -> Json:
    latitude, longitude = point
    return {
        "_geo_distance": {
            "points": {"lat": latitude, "lon": longitude},
            "order": "asc",
            "unit": "km",
            "mode": "min",
        }
    }


def highlight(q: str) -> Json:
    """Without typos: fuzziness and highlighting together are costly."""
    return {
        "pre_tags": [MARK_OPEN],
        "post_tags": [MARK_CLOSE],
        "type": "unified",
        "fields": {
            "title": {"number_of_fragments": 0, "highlight_query": _match("title", q, 1)},
            "body": {"fragment_size": 140, "number_of_fragments": 1, "highlight_query": _match("body", q, 1)},
        },
    }


def _match(field: str, q: str, boost: float) -> Json:
    return {"match": {field: {"query": q, "boost": boost}}}


def spelling_body(q: str) -> Json:
    """Corrections of each word, from the words that contents hold."""
    return {
        "size": 0,
        "suggest": {
            "text": folded(q),
            "words": {
                "term": {
                    "field": "words",
                    "suggest_mode": "missing",
                    "min_word_length": 4,
                    "prefix_length": 1,
                    "size": 1,
                    "sort": "score",
                }
            },
        },
    }
