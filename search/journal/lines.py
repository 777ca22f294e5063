"""One line of the journal: what nginx writes (docker/nginx/proch/journal.conf) and the middleware writes alike.

    {"hour":"2026-11-24T13+00:00","address":"/fr/recherche/?q=soudeur","origin":"","answer":"total=4;engine=…","host":""}

`origin` is the address of our own search page that led here, or nothing; `host` the foreign site that shows a frame.
No address of a reader, no browser, no minute.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from search.grammar import GRAMMAR, MAX_QUERY
from search.index.definition import LANGUAGES
from search.journal.marking import Marked, read_mark
from search.journal.questions import normalized

SEARCH_PATH = re.compile(r"^/([a-z]{2})/recherche/(?:filtre/[a-z0-9-]+/)?$")
EMBED_PATH = re.compile(
    r"^/(?:embed/[\w./-]*|api/v\d+/[\w./-]*|oembed/?|[a-z]{2}/agenda/[\w-]+\.(?:ics|rss|atom|json))$"
)
HOST = re.compile(r"^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$")
HOUR = re.compile(r"^(\d{4}-\d\d-\d\dT\d\d)([+-])(\d\d):?(\d\d)$")

#: What is asked besides words: a change of one of these is a refinement.
NARROWING = frozenset(GRAMMAR) - {"q", "page", "n", "tri"} | {"pres"}
#: Longer lines are nobody's search.
LONGEST = 8192
MAX_PAIRS = 100


class NotALineError(Exception):
    """Cut, garbled or foreign."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search page: its language, the words, the filters by name, the page number."""

    language: str
    q: str
    filters: frozenset[tuple[str, str]]
    page: str = ""
    listing: bool = False  # all the choices of one facet: seen on the way, never a search

    @property
    def departement(self) -> str:
        """The only one that the filters name, else nothing."""
        codes = {value for name, value in self.filters if name == "dep"}
        codes |= {value[:2] for name, value in self.filters if name == "commune"}
        return codes.pop() if len(codes) == 1 else ""


@dataclass(frozen=True, slots=True)
class Line:
    """What happened in that hour: a search, a click from a search, or a frame shown elsewhere."""

    hour: datetime
    path: str
    asked: Asked | None
    origin: Asked | None
    marked: Marked | None
    host: str


def written(*, hour: str, address: str, origin: str = "", answer: str = "", host: str = "") -> str:
    """The line, with its end."""
    values = {"hour": hour, "address": address, "origin": origin, "answer": answer, "host": host}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def hour_of(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H+00:00")


def read(text: str) -> Line:
    """Raises `NotALineError`: what cannot be read is counted as such and forgotten."""
    values = _values(text)
    address = values["address"]
    path = address.partition("?")[0]
    host = values["host"].lower()
    return Line(
        hour=_hour(values["hour"]),
        path=path,
        asked=asked(address),
        origin=asked(values["origin"]),
        marked=read_mark(values["answer"]),
        host=host if HOST.match(host) and EMBED_PATH.match(path) else "",
    )


def _values(text: str) -> dict[str, str]:
    if len(text) > LONGEST:
        raise NotALineError
    try:
        values: Any = json.loads(text)
    except ValueError as error:
        raise NotALineError from error
    names = ("hour", "address", "origin", "answer", "host")
    if not isinstance(values, dict) or not all(isinstance(values.get(name), str) for name in names):
        raise NotALineError
    return {name: values[name].replace("\x00", "") for name in names}


def _hour(text: str) -> datetime:
    found = HOUR.match(text)
    if found is None:
        raise NotALineError
    moment, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
    try:
        return datetime.strptime(moment, "%Y-%m-%dT%H").replace(tzinfo=timezone(offset)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise NotALineError from error


def asked(address: str) -> Asked | None:
    """The search page that an address of ours names, or nothing."""
    try:
        parts = urlsplit(address)
        found = SEARCH_PATH.match(parts.path)
        if found is None or found[1] not in LANGUAGES:
            return None
        pairs = parse_qsl(parts.query, max_num_fields=MAX_PAIRS)
    except ValueError:
        return None
    values = dict(reversed(pairs))
    return Asked(
        language=found[1],
        q=normalized_typed(values.get("q", "")),
        filters=frozenset(
            (name, value.strip()) for name, value in pairs if name in NARROWING and value.strip()
        ),
        page=values.get("page", ""),
        listing="/filtre/" in parts.path,
    )


def normalized_typed(q: str) -> str:
    """What was typed, on one line; nothing when it holds no word."""
    text = " ".join(q.split())[:MAX_QUERY]
    return text if normalized(text) else ""
