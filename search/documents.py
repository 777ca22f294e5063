"""From a `SearchDocument` to what each store keeps: the Elasticsearch source and the PostgreSQL row."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from common.search_documents import SearchDocument
from search.folding import folded
from search.index.words import SMALL_WORDS
from search.understanding.text import key_of, root, words_of

Json = dict[str, Any]

__all__ = ["FACET_FIELDS", "LISTS", "TEXTS", "Row", "digest", "engine_source", "folded", "row_of"]

#: Filter name → field of the document. One meaning per field over all kinds.
FACET_FIELDS = {
    "sorte": "kind",
    "secteur": "secteurs",
    "rev3": "rev3",
    "chantier": "chantiers",
    "niveau": "niveaux",
    "voie": "voies",
    "type": "types",
    "public": "publics",
    "dep": "departements",
    "bassin": "bassins",
    "uai": "etablissements",
    "commune": "communes",
}
LISTS = tuple(field for field in FACET_FIELDS.values() if field != "kind")
TEXTS = ("alternatives", "sigles", "keywords", "places", "interets", "main_interets")


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _card(document: SearchDocument) -> Json:
    """What a result shows; never matched, so that a shown word cannot change the order."""
    return {
        "title": document.title,
        "url": document.url,
        "summary": document.summary,
        "detail": document.detail,
        "facts": list(document.facts),
        "picture": document.picture,
        "state": document.state,
        "en_ligne": document.en_ligne,
        "secteurs": list(document.secteurs),
        "rev3": list(document.rev3),
        "departements": list(document.departements),
        "dates": [[_moment(day.starts), _moment(day.ends)] for day in document.dates],
        "points": [list(point) for point in document.points],
    }


def engine_source(document: SearchDocument) -> Json:
    """The body that Elasticsearch indexes; empty values are left out."""
    return _stamped(_source(document))[0]


def _stamped(source: Json) -> tuple[Json, str]:
    """The body with its fingerprint, and its JSON: the fingerprint is that of the text before it."""
    text = _text(source)
    stamp = _digest(text)
    return {**source, "digest": stamp}, f'{text[:-1]}, "digest": "{stamp}"}}'


def _source(document: SearchDocument) -> Json:
    source: Json = {
        "key": document.key,
        "kind": document.kind,
        "language": document.language,
        "languages": list(document.languages or (document.language,)),
        "group": document.group,
        "title": document.title,
        "summary": document.summary,
        "body": document.body,
        "en_ligne": document.en_ligne,
        "weight": document.weight,
        "points": [{"lat": latitude, "lon": longitude} for latitude, longitude in document.points],
        "dates": [
            {
                key: value
                for key, value in (("starts", _moment(day.starts)), ("ends", _moment(day.ends)))
                if value
            }
            for day in document.dates
        ],
        "valid_from": _moment(document.valid_from),
        "valid_until": _moment(document.valid_until),
        "card": _card(document),
    }
    source |= {name: list(getattr(document, name)) for name in (*LISTS, *TEXTS)}
    source["alternatives"] = _other_names(document)
    source |= {
        "label_keys": _keys((document.title, *document.labels)),
        "name_keys": _keys((*document.alternatives, *document.sigles)),
        "label_heads": _heads((document.title, *document.labels)),
        "name_heads": _heads(document.alternatives),
    }
    return {name: value for name, value in source.items() if value not in (None, "", [])}


def _other_names(document: SearchDocument) -> list[str]:
    """All the names but the title itself."""
    return [
        name for name in dict.fromkeys((*document.labels, *document.alternatives)) if name != document.title
    ]


def _keys(names: Iterable[str]) -> list[str]:
    """What whole names are compared by: the roots of their words, small words apart."""
    return sorted(
        {key for name in names if (key := key_of(word for word in words_of(name) if word not in SMALL_WORDS))}
    )


def _heads(names: Iterable[str]) -> list[str]:
    """The roots of the first words, which say what the thing is."""
    return sorted({root(words[0]) for name in names if (words := words_of(name))})


def _text(source: Json) -> str:
    return json.dumps(source, sort_keys=True, ensure_ascii=False)


#: To be raised when what PostgreSQL derives from a document changes: a row of the same digest is not written again.
FORMAT = b"1"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16, person=FORMAT).hexdigest()


def digest(source: Json) -> str:
    """A fingerprint of the content, the same on every machine."""
    return _digest(_text({name: value for name, value in source.items() if name != "digest"}))


def _facets(source: Json) -> dict[str, list[str]]:
    values = {"kind": [source["kind"]]} | {name: source[name] for name in LISTS if name in source}
    return {name: [str(value) for value in items] for name, items in values.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of `IndexedDocument`, ready to be written."""

    key: str
    language: str
    version: int
    digest: str
    source: Json
    text: str  # the same as JSON: written once, sent to both stores
    facets: dict[str, list[str]]
    languages: list[str]
    label: str
    sort: str
    weights: tuple[str, str, str, str]  # texts of PostgreSQL's weights A to D
    weight: float
    points: list[list[float]]
    first_start: datetime | None
    last_end: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None


def row_of(document: SearchDocument, version: int) -> Row:
    source, text = _stamped(_source(document))
    starts = [day.starts for day in document.dates]
    ends = [day.ends or day.starts for day in document.dates]
    others = _other_names(document)
    labels = (document.title, *others, *document.sigles)
    return Row(
        key=document.key,
        language=document.language,
        version=version,
        digest=source["digest"],
        source=source,
        text=text,
        facets=_facets(source),
        languages=source["languages"],
        label=folded(" | ".join(labels)),
        sort=folded(document.title),
        weights=(
            document.title,
            " ".join((*others, *document.sigles)),
            " ".join((*document.keywords, *document.places, document.summary)),
            document.body,
        ),
        weight=document.weight,
        points=[list(point) for point in document.points],
        first_start=min(starts, default=None),
        last_end=max(ends, default=None),
        valid_from=document.valid_from,
        valid_until=document.valid_until,
    )
