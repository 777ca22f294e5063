"""Fields of a document, strict: matched fields, filtered fields, and the card, which is shown and never matched."""

from typing import Any

Json = dict[str, Any]

KEYWORD: Json = {"type": "keyword"}
STAMP: Json = {"type": "date", "format": "strict_date_optional_time"}


def _text(*copies: str, norms: bool = True, **subfields: Json) -> Json:
    field: Json = {"type": "text", "analyzer": "text"}
    if not norms:
        field["norms"] = False
    if copies:
        field["copy_to"] = list(copies)
    if subfields:
        field["fields"] = subfields
    return field


EXACT: Json = {"type": "text", "analyzer": "exact"}
#: Lists of names: one more name must not make the others worth less, so their length does not count.
EXACT_LIST: Json = {**EXACT, "norms": False}
PREFIX: Json = {"type": "text", "analyzer": "prefix", "search_analyzer": "exact"}
SORT: Json = {"type": "keyword", "normalizer": "sort", "ignore_above": 256}

#: `everything` decides whether a document answers; `words` holds unstemmed words, for typos and spelling.
MATCHED: Json = {
    "title": _text("everything", "words", exact=EXACT, prefix=PREFIX, sort=SORT),
    "alternatives": _text("everything", "words", norms=False, exact=EXACT_LIST, prefix=PREFIX, sort=SORT),
    "sigles": {
        **EXACT_LIST,
        "copy_to": ["everything", "words"],
        "fields": {"prefix": PREFIX, "sort": SORT},
    },
    "keywords": _text("everything", "words", norms=False, exact=EXACT_LIST),
    # Names of places are proper names: never stemmed.
    "places": {
        **EXACT_LIST,
        "copy_to": ["everything", "words"],
        "fields": {"prefix": PREFIX},
    },
    "summary": _text("everything"),
    "body": _text("everything"),
    "everything": {"type": "text", "analyzer": "text"},
    "words": EXACT,
    # Whole names by the roots of their words (`search.understanding.text`): any gender, number and order.
    "label_keys": KEYWORD,
    "name_keys": KEYWORD,
    "label_heads": KEYWORD,
    "name_heads": KEYWORD,
    "interets": KEYWORD,
    "main_interets": KEYWORD,
}

FILTERED: Json = {
    "kind": KEYWORD,
    "secteurs": KEYWORD,
    "rev3": KEYWORD,
    "chantiers": KEYWORD,
    "niveaux": {"type": "byte"},
    "voies": KEYWORD,
    "departements": KEYWORD,
    "bassins": KEYWORD,
    "communes": KEYWORD,
    "etablissements": KEYWORD,
    "publics": KEYWORD,
    "types": KEYWORD,
    "en_ligne": {"type": "boolean"},
    "points": {"type": "geo_point"},
    "dates": {"type": "nested", "properties": {"starts": STAMP, "ends": STAMP}},
    "valid_from": STAMP,
    "valid_until": STAMP,
    "weight": {"type": "float"},
    "language": KEYWORD,
    "languages": KEYWORD,
    "group": KEYWORD,
    "key": KEYWORD,
    "digest": KEYWORD,
}

MAPPINGS: Json = {
    "dynamic": "strict",
    "properties": {**MATCHED, **FILTERED, "card": {"type": "object", "enabled": False}},
}
