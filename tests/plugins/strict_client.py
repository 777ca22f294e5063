"""A test client that refuses what no public page may hold; the back-office is left alone.

The content security policy allows no inline script, style or handler, a reader gets no cookie, and a `{{` on a page
is a template that was not rendered.
"""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

LEAKS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")
DATA_SCRIPTS = {"application/ld+json", "application/json"}


class ForbiddenMarkup(HTMLParser):
    """Collects in `faults` what the policy would block or a template forgot."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        where = f"<{tag}> line {self.getpos()[0]}"
        self.faults += [f"{name}= on {where}" for name in names if name == "style" or name.startswith("on")]
        if tag == "style":
            self.faults.append(where)
        if tag == "script":
            self._script = "data" if names.get("type") in DATA_SCRIPTS else "code"
        for name in ("href", "src", "action"):
            if (names.get(name) or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"javascript: in {where}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = ""

    def handle_data(self, data: str) -> None:
        if self._script == "code" and data.strip():
            self.faults.append(f"inline script line {self.getpos()[0]}")
        elif not self._script and (leak := LEAKS.search(data)):
            self.faults.append(f"leaked {leak.group()} line {self.getpos()[0]}: {data.strip()[:60]}")


def faults_of_markup(html: str) -> list[str]:
    parser = ForbiddenMarkup()
    parser.feed(html)
    parser.close()
    return parser.faults


def faults_of_headers(response: HttpResponseBase) -> list[str]:
    faults = [f"cookie {name}" for name in response.cookies]
    if "cookie" in response.headers.get("Vary", "").lower():
        faults.append("Vary: Cookie")
    return faults


class StrictClient(Client):
    """Django's client; public answers are held to the rules above."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        path = request["PATH_INFO"]
        if path.startswith(("/admin/", "/documents/")):
            return response
        faults = faults_of_headers(response)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            faults += faults_of_markup(response.content.decode(response.charset))
        if faults:
            pytest.fail(f"{path}: {'; '.join(faults)}")
        return response


@pytest.fixture
def client() -> Client:
    """Replaces pytest-django's."""
    return StrictClient()
