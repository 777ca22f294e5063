"""Asks Elasticsearch and reads its answers. Every failure is an `EngineDownError`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import Any

from search import query
from search.documents import folded
from search.engine import EngineDownError, engine_errors, search_client, serving_aliases
from search.grammar import Filters
from search.matching import question_of
from search.query import Reading
from search.results import Answer, SearchResult, result_of

Json = dict[str, Any]

EARTH_RADIUS = 6371.0
#: Fewer results than this and a typo is more likely than a rare subject.
FEW = 3
#: Letters of the shortest word in which a typo is accepted.
SHORTEST_TYPO = 4


def kilometres(one: Sequence[float], other: Sequence[float]) -> float:
    """Great-circle distance between two points (latitude, longitude in degrees)."""
    lat1, lon1, lat2, lon2 = (radians(value) for value in (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))


def nearest(points: Sequence[Sequence[float]], origin: tuple[float, float] | None) -> float | None:
    if origin is None or not points:
        return None
    return min(kilometres(point, origin) for point in points)


def ask(body: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """One request to the indexes of a page in `language`; a partial answer is a failure."""
    parameters = {
        "from_" if name == "from" else "source" if name == "_source" else name: v for name, v in body.items()
    }
    with engine_errors():
        answer = search_client().search(index=serving_aliases(language), **parameters)
    if answer.get("timed_out") or answer["_shards"]["failed"]:
        raise EngineDownError("partial answer")
    return answer.body


def _result(hit: Mapping[str, Any], filters: Filters, now: datetime) -> SearchResult:
    source = hit["_source"]
    distance = nearest(source["card"].get("points", ()), query.origin(filters))
    return result_of(source, distance=distance, highlight=hit.get("highlight"), now=now)


def _counts(aggregations: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    return {name: _buckets(found["values"]["buckets"]) for name, found in aggregations.items()}


def _buckets(buckets: Any) -> dict[str, int]:
    """Of an aggregation by value (a list) or by named clause (a mapping)."""
    if isinstance(buckets, Mapping):
        return {name: bucket["doc_count"] for name, bucket in buckets.items() if bucket["doc_count"]}
    return {str(bucket["key"]): bucket["doc_count"] for bucket in buckets}


def _names(clause: Any) -> Iterator[str]:
    """Names given to the parts of a query, in the order they are asked."""
    if isinstance(clause, Mapping):
        for key, value in clause.items():
            if key == "_name" and isinstance(value, str):
                yield value
            else:
                yield from _names(value)
    elif isinstance(clause, list | tuple):
        for part in clause:
            yield from _names(part)


def _left_out(body: Mapping[str, Any], hits: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Words of the question that no result of the page holds: the query names its parts after them."""
    met = {name for hit in hits for name in hit.get("matched_queries", ())}
    return tuple(name for name in dict.fromkeys(_names(body["query"])) if name not in met) if hits else ()


def _answer(filters: Filters, language: str, now: datetime, how: Reading) -> Answer:
    body = query.search_body(filters, language, now, how=how)
    found = ask(body, language)
    hits = found["hits"]["hits"]
    return Answer(
        results=tuple(_result(hit, filters, now) for hit in hits),
        total=found["hits"]["total"]["value"],
        counts=_counts(found["aggregations"]),
        approximate=how is not Reading.EXACT,
        left_out=_left_out(body, hits),
    )


def search(filters: Filters, language: str, now: datetime) -> Answer:
    """Words as written; when they give little, with typos, then some of them only: what holds them all stays first."""
    answer = _answer(filters, language, now, Reading.EXACT)
    question = question_of(filters)
    may_be_wrong = question is not None and any(
        len(word) >= SHORTEST_TYPO for word in query.without_codes(question.words).split()
    )
    if not may_be_wrong:
        return answer
    nothing_exact = not answer.total
    for how in (Reading.TYPOS, Reading.LOOSE):
        if answer.total < FEW:
            wider = _answer(filters, language, now, how)
            answer = replace(wider, approximate=nothing_exact) if wider.total > answer.total else answer
    return answer


def spelling(q: str, language: str) -> str:
    """The question with each unknown word corrected; empty when nothing changes."""
    entries = ask(query.spelling_body(q), language)["suggest"]["words"]
    best: dict[int, tuple[float, str, str]] = {}
    for entry in entries:  # one per word and per index
        for option in entry["options"][:1]:
            candidate = (option["score"], entry["text"], option["text"])
            best[entry["offset"]] = max(candidate, best.get(entry["offset"], (0.0, "", "")))
    corrected = folded(q)
    for _score, word, right in best.values():
        corrected = corrected.replace(word, right)
    return corrected if best else ""


def _whole(filters: Filters, language: str, now: datetime, how: Reading) -> Json:
    """Everything that a search asks, as one clause."""
    body = query.search_body(replace(filters, n=0, page=1), language, now, how=how, facets=())
    parts = [body["query"], *([body["post_filter"]] if "post_filter" in body else [])]
    return {"bool": {"filter": parts}}


def count_each(asked: Mapping[str, Filters], language: str, now: datetime) -> dict[str, int]:
    """What `search` would find for each of these, all in one request; words are left out of none."""
    aggregations = {
        f"{name}/{how.name}": {"filter": _whole(filters, language, now, how)}
        for name, filters in asked.items()
        for how in (Reading.EXACT, *((Reading.TYPOS,) if question_of(filters) else ()))
    }
    found = ask({"size": 0, "track_total_hits": False, "aggs": aggregations}, language)["aggregations"]
    counts = {}
    for name in asked:
        exact = found[f"{name}/{Reading.EXACT.name}"]["doc_count"]
        typos = found.get(f"{name}/{Reading.TYPOS.name}", {"doc_count": 0})["doc_count"]
        counts[name] = exact if exact >= FEW else max(exact, typos)
    return counts
