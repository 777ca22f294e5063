"""Suggestions while typing: one Elasticsearch request, no SQL, grouped by kind, with what matched marked."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from common.search_documents import PAGE, SINGULARS, Sorte
from search import tuning
from search.documents import folded
from search.elastic import ask
from search.engine import EngineDownError
from search.query import visible
from search.service import breaker

Json = dict[str, Any]

SHORTEST, LONGEST = 2, 60
#: Suggestions of one kind, and of all.
PER_KIND, KINDS = 3, 5

FIELDS = ["sigles.prefix^6", "title.prefix^5", "alternatives.prefix^3", "places.prefix"]


def body(q: str, language: str, now: datetime) -> Json:
    """Every word begins a word of the names; titles that begin like it come first."""
    plain = folded(q)
    every_word: Json = {
        "multi_match": {
            "query": q,
            "type": "cross_fields",
            "operator": "and",
            "fields": FIELDS,
            "analyzer": "exact",
        }
    }
    order: list[Json] = [
        {"term": {"title.sort": {"value": plain, "boost": 30}}},
        {"term": {"sigles.sort": {"value": plain, "boost": 30}}},
        {"prefix": {"title.sort": {"value": plain, "boost": 10}}},
        {"prefix": {"alternatives.sort": {"value": plain, "boost": 6}}},
        {"match": {"title.exact": {"query": q, "boost": 4}}},
    ]
    best = {"top_hits": {"size": PER_KIND, "_source": ["key", "kind", "language", "alternatives", "card"]}}
    kinds = {"terms": {"field": "kind", "size": KINDS, "order": {"best": "desc"}}}
    return {
        "size": 0,
        "query": {
            "function_score": {
                "query": {"bool": {"must": [every_word], "should": order, "filter": visible(language, now)}},
                "field_value_factor": {"field": "weight", "missing": 1},
            }
        },
        "aggs": {"kinds": {**kinds, "aggs": {"top": best, "best": {"max": {"field": "weight"}}}}},
    }


def suggest(q: str, language: str) -> Json:
    """`{"groups": [{"kind", "label", "items": [{"title", "url", "detail", "secteur", "lang", "marked"}]}]}`.

    `marked` holds [start, end] offsets in `title`. Empty when nothing is found or the engine is down: the box stays
    a plain form.
    """
    text = " ".join(q.split())[:LONGEST]
    if len(text) < SHORTEST or not breaker.closed or tuning.current(language).is_silent(text):
        return {"groups": []}
    try:
        found = ask(body(text, language, timezone.now()), language)
    except EngineDownError as error:
        breaker.failed(error)
        return {"groups": []}
    groups = [_group(bucket, text) for bucket in found["aggregations"]["kinds"]["buckets"]]
    groups.sort(key=lambda group: -group["score"])
    return {"groups": [{name: group[name] for name in ("kind", "label", "items")} for group in groups]}


def _group(bucket: Mapping[str, Any], text: str) -> Json:
    hits = bucket["top"]["hits"]["hits"]
    kind = bucket["key"]
    label = SINGULARS[PAGE] if kind == PAGE else Sorte(kind).label
    score = max((hit["_score"] or 0 for hit in hits), default=0)
    return {
        "kind": kind,
        "label": str(label),
        "score": score,
        "items": [_item(hit["_source"], text) for hit in hits],
    }


def _item(source: Mapping[str, Any], text: str) -> Json:
    card = source["card"]
    marked = marks(card["title"], text)
    detail = card.get("detail", "")
    if not marked:  # another name was matched: show it
        detail = next((name for name in source.get("alternatives", ()) if marks(name, text)), detail)
    return {
        "title": card["title"],
        "url": card["url"],
        "detail": detail,
        "secteur": next(iter(card.get("secteurs", ())), ""),
        "lang": source["language"],
        "marked": marked,
    }


def marks(title: str, text: str) -> list[list[int]]:
    """Where the words typed begin a word of the title, as [start, end] offsets."""
    words = [re.escape(word) for word in re.findall(r"\w+", folded(text))]
    if not words:
        return []
    plain, origins = _folded_with_origins(title)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words, key=len, reverse=True))})")
    return [[origins[found.start()], origins[found.end() - 1] + 1] for found in pattern.finditer(plain)]


def _folded_with_origins(title: str) -> tuple[str, list[int]]:
    """The folded title and, for each of its characters, the offset it comes from (“œ” folds to two)."""
    pieces: list[str] = []
    origins: list[int] = []
    for offset, piece in _folded_pieces(title):
        pieces.append(piece)
        origins += [offset] * len(piece)
    return "".join(pieces), origins


def _folded_pieces(title: str) -> Iterator[tuple[int, str]]:
    for offset, character in enumerate(title):
        yield offset, folded(character)
