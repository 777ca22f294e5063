"""How an answer that other sites and programs read is kept, compared and shared: RFC 9110, RFC 9111, RFC 5861.

A change is seen within sixty seconds behind the cache, all layers together: 40 s fresh in the shared cache, 10 s more
while it asks again, 10 s at most in a browser that does the same. With the site down the last answer stands a week.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

View = Callable[..., HttpResponse]

CACHE_CONTROL = "public, max-age=0, s-maxage=40, stale-while-revalidate=10, stale-if-error=604800"
METHODS = ("GET", "HEAD", "OPTIONS")
#: What was left out of the address: a list of display strings (RFC 9651), since sentences have accents.
NOTES_HEADER = "X-Avertissements"
#: nginx reads all the headers of an answer in one page of memory.
MAX_NOTES_BYTES = 1500


def publish(response: HttpResponse) -> HttpResponse:
    """Kept for a minute by caches, readable by the scripts of any site: nothing in it belongs to somebody."""
    response.headers["Cache-Control"] = CACHE_CONTROL
    return share(response)


def share(response: HttpResponse) -> HttpResponse:
    """Any site may read it, and what its headers say."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = f"ETag, Last-Modified, Link, {NOTES_HEADER}"
    return response


def tell(response: HttpResponse, notes: Sequence[str]) -> HttpResponse:
    """The sentences that fit in a header, the first ones."""
    written: list[str] = []
    for note in notes:
        text = display_string(note)
        if sum(map(len, written)) + len(text) > MAX_NOTES_BYTES:
            break
        written.append(text)
    if written:
        response.headers[NOTES_HEADER] = ", ".join(written)
    return response


def display_string(text: str) -> str:
    """https://www.rfc-editor.org/rfc/rfc9651#section-4.1.11: bytes of UTF-8, those that are not plain ASCII by %xx."""
    octets = text.encode(errors="replace")
    plain = (chr(one) if 0x20 <= one <= 0x7E and one not in b'%"' else f"%{one:02x}" for one in octets)
    return f'%"{"".join(plain)}"'


def conditional(
    request: HttpRequest, response: HttpResponse, changed: datetime | None = None
) -> HttpResponse:
    """`response`, or 304 to who has it already. A change of this very second is not dated: another may follow."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    seconds = None
    if changed and timezone.now() - changed > timedelta(seconds=1):
        seconds = int(changed.timestamp())
        response.headers["Last-Modified"] = http_date(seconds)
    return cast("HttpResponse", get_conditional_response(request, etag, seconds, response))


def public_view(view: View) -> View:
    """GET, HEAD, and OPTIONS for the scripts of other sites that send a conditional header."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return share(allowed(HttpResponse(status=204)))
        if request.method not in METHODS:
            return share(HttpResponseNotAllowed(METHODS))
        return share(view(request, *args, **kwargs))

    return wrapped


def allowed(response: HttpResponse) -> HttpResponse:
    response.headers["Allow"] = ", ".join(METHODS)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
