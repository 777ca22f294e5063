"""Suggestions while typing: one Elasticsearch request, no SQL, grouped by kind, with what matched marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from common.search_documents import PAGE, SINGULARS, Sorte
from search import tuning
from search.elastic import ask
from search.engine import EngineDownError
from search.folding import folded
from search.query import visible
from search.service import breaker
from search.understanding.lexicon import Commune
from search.understanding.typing import communes_beginning, said_otherwise

Json = dict[str, Any]

SHORTEST, LONGEST = 2, 60
#: Suggestions of one kind, and of all.
PER_KIND, KINDS = 3, 5
#: Kinds looked at: the best of them are shown.
KINDS_ASKED = 8

FIELDS = ["sigles.prefix^6", "title.prefix^5", "alternatives.prefix^3", "places.prefix"]
#: What another way of saying the words is worth beside what is typed.
OTHERWISE = 0.6
COMMUNE = "commune"


def body(q: str, language: str, now: datetime, others: Sequence[str] = ()) -> Json:
    """Every word begins a word of the names; titles that begin like it come first. `others`: the same, otherwise."""
    plain = folded(q)
    ways = [_every_word(q, 1.0), *(_every_word(text, OTHERWISE) for text in others)]
    every_word: Json = {"dis_max": {"queries": ways}}
    order: list[Json] = [
        {"term": {"title.sort": {"value": plain, "boost": 30}}},
        {"term": {"sigles.sort": {"value": plain, "boost": 30}}},
        {"prefix": {"title.sort": {"value": plain, "boost": 10}}},
        {"prefix": {"alternatives.sort": {"value": plain, "boost": 6}}},
        {"match": {"title.exact": {"query": q, "boost": 4}}},
    ]
    best = {"top_hits": {"size": PER_KIND, "_source": ["key", "kind", "language", "alternatives", "card"]}}
    kinds = {"terms": {"field": "kind", "size": KINDS_ASKED, "order": {"best": "desc"}}}
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


def _every_word(q: str, boost: float) -> Json:
    return {
        "multi_match": {
            "query": q,
            "type": "cross_fields",
            "operator": "and",
            "fields": FIELDS,
            "analyzer": "exact",
            "boost": boost,
        }
    }


def suggest(q: str, language: str) -> Json:
    """`{"groups": [{"kind", "label", "items": […]}]}`; items: title, url, detail, secteur, lang, marked(_detail).

    `marked` and `marked_detail` hold [start, end] offsets. Empty when nothing is found or the engine is down: the box
    stays a plain form.
    """
    text = " ".join(q.split())[:LONGEST]
    if len(text) < SHORTEST or not breaker.closed or tuning.current(language).is_silent(text):
        return {"groups": []}
    typed, others = said_otherwise(text, language)
    try:
        found = ask(body(typed, language, timezone.now(), others), language)
    except EngineDownError as error:
        breaker.failed(error)
        return {"groups": []}
    words = " ".join((text, *others))
    groups = [_group(bucket, words) for bucket in found["aggregations"]["kinds"]["buckets"]]
    groups.sort(key=lambda group: -group["score"])
    groups = [{name: group[name] for name in ("kind", "label", "items")} for group in groups[:KINDS]]
    return {"groups": _with_communes(groups, text, language)}


def _with_communes(groups: list[Json], text: str, language: str) -> list[Json]:
    """Communes whose name begins so, second; first when the name is whole: nothing else is meant as surely."""
    towns = communes_beginning(text)
    if not towns:
        return groups
    items = [_commune_item(commune, text, language) for commune in towns[:PER_KIND]]
    group = {"kind": COMMUNE, "label": str(_("Communes")), "items": items}
    whole = folded(text) == folded(towns[0].name)
    return [group, *groups] if whole else [*groups[:1], group, *groups[1:]]


def _commune_item(commune: Commune, text: str, language: str) -> Json:
    """Leads to all that is there."""
    return {
        "title": commune.name,
        "url": f"{reverse('search')}?{urlencode({'commune': commune.code})}",
        "detail": commune.departement_name,
        "secteur": "",
        "lang": language,
        "marked": marks(commune.name, text),
        "marked_detail": [],
    }


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
    detail, marked_detail = card.get("detail", ""), []
    if not marked:  # another name was matched: show it
        detail = next((name for name in source.get("alternatives", ()) if marks(name, text)), detail)
        marked_detail = marks(detail, text)
    return {
        "title": card["title"],
        "url": card["url"],
        "detail": detail,
        "secteur": next(iter(card.get("secteurs", ())), ""),
        "lang": source["language"],
        "marked": marked,
        "marked_detail": marked_detail,
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
