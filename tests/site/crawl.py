"""Every public address of the seeded site, asked once per worker: what the whole-site tests read."""

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from lxml import etree, html
from wagtail.models import Page

from tests.plugins.strict_client import StrictClient

HOST = "http://testserver"
NOT_FOLLOWED = ("/admin/", "/documents/", "/media/", "/static/", "/patterns/")
MAX_ADDRESSES = 3000
#: What tells apart addresses of one kind: a month, a page of a list.
VARIANT = re.compile(r"/(mois|formations|etablissements|secteurs|ambassadeurs)/[^/]+")
#: Two filters meet in every way; more of them only multiply.
MAX_NAMES = 2


@dataclass
class Answer:
    """What an address answered; `found_on` is the first address that links to it."""

    url: str
    found_on: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: str = ""

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @cached_property
    def text(self) -> str:
        return self.body.decode()

    @cached_property
    def document(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @cached_property
    def gzipped(self) -> int:
        """Bytes of the body on the wire."""
        return len(gzip.compress(self.body, 6))

    @cached_property
    def ids(self) -> list[str]:
        return self.document.xpath("//@id")

    def links(self) -> Iterator[str]:
        """Internal addresses, with their anchors, as written in links, forms and head."""
        for link in self.document.xpath(
            "//a/@href | //area/@href | //head/link[not(@rel='preconnect')]/@href"
        ):
            absolute = urljoin(f"{HOST}{self.url}", link.strip())
            if absolute.startswith((HOST, f"{HOST}/")):
                yield absolute[len(HOST) :]


def listed(faults: Iterable[object]) -> str:
    """Faults one a line, all of them up to a hundred: pytest would cut the list."""
    lines = [str(fault) for fault in faults]
    rest = [f"… and {len(lines) - 100} more"] if len(lines) > 100 else []
    return "\n".join([f"{len(lines)} faults", *lines[:100], *rest])


class Crawl:
    """`answers` by address.

    Months, and addresses with a query string of two names at most, are sampled: one a kind of path and names.
    """

    def __init__(self) -> None:
        self.client = StrictClient()
        self.answers: dict[str, Answer] = {}
        self._queries: set[tuple[str, tuple[str, ...]]] = set()

    def run(self) -> "Crawl":
        waiting = [("/", ""), ("/sitemap.xml", ""), ("/robots.txt", "")]
        waiting += [
            (page.url, f"page {page.pk}") for page in Page.objects.live().filter(depth__gt=1) if page.url
        ]
        while waiting and len(self.answers) < MAX_ADDRESSES:
            url, found_on = waiting.pop(0)
            if url not in self.answers and self._is_wanted(url):
                answer = self.answers[url] = self.get(url, found_on)
                waiting += [(link, url) for link in self._next(answer)]
        return self

    def get(self, url: str, found_on: str = "") -> Answer:
        answer = Answer(url, found_on)
        try:
            with transaction.atomic():  # a page that breaks its transaction does not break the next one's
                response = self.client.get(url)
        except (pytest.fail.Exception, Exception) as error:  # noqa: BLE001 - whatever it is, the test names it
            answer.fault = f"{type(error).__name__}: {error}"
            return answer
        answer.status, answer.headers = response.status_code, dict(response.headers)
        answer.body = response.getvalue()
        return answer

    def _is_wanted(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.path.startswith(NOT_FOLLOWED):
            return False
        if not (parts.query or "/mois/" in parts.path):
            return True
        names = tuple(sorted({pair.split("=")[0] for pair in parts.query.split("&")}))
        kind = (VARIANT.sub(r"/\1/*", parts.path), names)
        known = len(names) > MAX_NAMES or kind in self._queries
        self._queries.add(kind)
        return not known

    def _next(self, answer: Answer) -> Iterator[str]:
        if location := answer.headers.get("Location"):
            yield location.removeprefix(HOST)
        elif answer.status == 200 and answer.is_html:
            yield from (urldefrag(link).url for link in answer.links())
        elif answer.url == "/sitemap.xml" and answer.status == 200:
            for location in etree.fromstring(answer.body).iter("{*}loc"):
                parts = urlsplit(location.text or "")
                yield parts.path + (f"?{parts.query}" if parts.query else "")

    def pages(self) -> list[Answer]:
        """HTML pages that answered 200, embeds apart: they stand in the pages of others."""
        found = self.answers.values()
        return [a for a in found if a.status == 200 and a.is_html and not a.path.startswith("/embed/")]
