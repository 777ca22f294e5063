"""The addresses of what other sites show: each form is written from the same filters and look."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256, sha384
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import QueryDict
from django.utils.http import urlencode

from common.navigation import localized
from common.seo import absolute
from evenements.embed.look import DEFAULT_SIZE, Look, read_look
from evenements.feeds.addresses import feed_links, with_query
from evenements.listings import EvenementFilterForm

if TYPE_CHECKING:
    from evenements.feeds.addresses import FeedLink

FRAME, FRAGMENT = "/embed/v1/agenda/", "/embed/v1/fragment/"
SCRIPT = "/embed/v1.js"
SCRIPTS = Path(__file__).with_name("scripts")
#: The frame, the script that is mended, and what the script asks.
CURRENT = re.compile(r"^/embed/v1(?:\.js|/(?:agenda|fragment)/)$")
HASH_LENGTH = 16


def is_current(path: str) -> bool:
    """Whether a code made now would ask this path; feeds and API have one version."""
    return not path.startswith("/embed/") or bool(CURRENT.match(path)) or path == hashed_path()


def script_bytes() -> bytes:
    return (SCRIPTS / "v1.js").read_bytes()


def hashed_path() -> str:
    """Address of today’s script that will never change."""
    return f"/embed/v1-{script_hash(script_bytes())}.js"


def script_hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:HASH_LENGTH]


def integrity(content: bytes) -> str:
    """https://www.w3.org/TR/sri-2/"""
    return f"sha384-{b64encode(sha384(content).digest()).decode()}"


def read_language(data: QueryDict) -> str:
    """`lang` of the address, French when it says nothing that we speak."""
    asked = data.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Embed:
    """One choice of filters, language and look, in all its forms. Unknown parameters have gone."""

    form: EvenementFilterForm
    look: Look
    language: str

    @classmethod
    def read(cls, data: QueryDict, language: str) -> Embed:
        data = data.copy()
        if not data.get("n"):
            data["n"] = str(DEFAULT_SIZE)
        return cls(EvenementFilterForm(data), read_look(data.dict()), language)

    @property
    def size(self) -> int:
        return 1 if self.look.layout == "prochain" else self.form.values.n

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values, in the order of the grammar, defaults left out."""
        filters = QueryDict(self.form.querystring(n=None, page=None))
        pairs = [(name, value) for name, values in filters.lists() for value in values]
        if self.form.values.n != DEFAULT_SIZE:
            pairs.append(("n", str(self.form.values.n)))
        if self.language != settings.LANGUAGE_CODE:
            pairs.append(("lang", self.language))
        return [*pairs, *self.look.pairs]

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    @property
    def frame(self) -> str:
        return absolute(with_query(FRAME, self.query))

    @property
    def link(self) -> str:
        """The same dates on the site: all of them."""
        query = self.form.querystring(n=None, page=None)
        return absolute(with_query(localized("agenda/", self.language), query))

    @property
    def height(self) -> int:
        return self.look.height(self.size)

    @property
    def place(self) -> str:
        """“Lycée de l’Essai”: what the dates are those of; empty when it is the region."""
        names = {"uai", "commune", "bassin", "dep"}
        return ", ".join(dict.fromkeys(chip.label for chip in self.form.active if chip.name in names))

    @property
    def feeds(self) -> tuple[FeedLink, ...]:
        return feed_links(self.form)
