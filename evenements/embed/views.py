"""`/embed/…`: the coming dates in the frame of another site, or for the script that shows them without a frame."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt

from common.navigation import localized
from common.seo import absolute
from evenements.caching import conditional, public_view, publish
from evenements.embed.addresses import FRAME, SCRIPTS, Embed, read_language, script_hash
from evenements.embed.look import ACCENTS
from evenements.embed.nearest import nearest, unknown_departement
from evenements.embed.oembed import discovery
from evenements.selection import agenda_listing

INDENTATION = re.compile(rb"\n\s*")
FOREVER = "public, max-age=31536000, immutable"
MENDED = "public, max-age=600, stale-while-revalidate=60, stale-if-error=604800"


@public_view
@xframe_options_exempt
def agenda(request: HttpRequest) -> HttpResponse:
    """A whole page for `<iframe>`, and what the script takes for its shadow root: one address each, to be counted.

    The policy stands on 304 too: a browser replaces by it the one that it kept.
    """
    response = cast("HttpResponse", csp_replace(policy())(_agenda)(request))
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _agenda(request: HttpRequest) -> HttpResponse:
    language = read_language(request.GET)
    with translation.override(language):
        response = render(request, "evenements/embed/agenda.html", frame_context(request, language))
    response.content = INDENTATION.sub(b"\n", response.content)
    return conditional(request, publish(response))


def frame_context(request: HttpRequest, language: str) -> dict[str, object]:
    """`embed`, `events`, `total`, and `sentence` when the events are not those asked."""
    embed = Embed.read(request.GET, language)
    data = request.GET.copy()
    data["n"] = str(embed.size)
    listing = agenda_listing(data, language, localized("agenda/"), choices=False)
    lost = bool(unknown_departement(data)) and not listing.form.values.uai
    events, total, sentence = ([], 0, "") if lost else (listing.items, listing.total, "")
    if not events:
        found = nearest(data, language, listing, embed.size)
        events, sentence = found.events, found.sentence
    return {
        "embed": embed,
        "events": events,
        "sentence": sentence,
        "total": total,
        "listing": listing,
        "files": files(),
        "home": absolute(localized("")),
        "oembed": discovery(FRAME, embed.query),
    }


def policy() -> dict[str, list[str]]:
    """Nothing but our own two files, by their host: in a sandbox some browsers have no `'self'`."""
    here = [SELF, absolute("/").rstrip("/")]
    return {
        "default-src": [NONE],
        "style-src": here,
        "script-src": here,
        "img-src": ["data:"],
        "font-src": [NONE],
        "connect-src": [NONE],
        "frame-src": [NONE],
        "manifest-src": [NONE],
        "form-action": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": ["*"],
    }


@cache
def texts() -> dict[str, str]:
    """Style and script of the frame. The script holds the style: with it or without, one file is asked."""
    css = render_to_string("evenements/embed/cadre.css", {"accents": ACCENTS})
    return {"css": css, "js": render_to_string("evenements/embed/cadre.js", {"css": css.replace("\n", "")})}


def files() -> dict[str, str]:
    """Addresses that change with the text. Those of an old page, still kept by a cache, give the text of today."""
    return {
        name: absolute(f"/cadre/{script_hash(texts()[end].encode())}.{end}")
        for name, end in (("style", "css"), ("script", "js"))
    }


@public_view
def frame_file(request: HttpRequest, digest: str, end: str) -> HttpResponse:
    """`/cadre/<digest>.css` and `.js`: not below `/embed/`, whose visits are counted by host."""
    text = texts()[end]
    kind = {"css": "text/css", "js": "text/javascript"}[end]
    response = publish(HttpResponse(text, content_type=f"{kind}; charset=utf-8"))
    if script_hash(text.encode()) == digest:
        response.headers["Cache-Control"] = FOREVER
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return conditional(request, response)


@public_view
def script(request: HttpRequest, digest: str = "") -> HttpResponse:
    """`v1.js` is mended; `v1-<digest>.js` never changes, and every one that was published is kept."""
    path = SCRIPTS / (f"v1-{digest}.js" if digest else "v1.js")
    if not path.is_file():
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    response = publish(HttpResponse(path.read_bytes(), content_type="text/javascript; charset=utf-8"))
    response.headers["Cache-Control"] = FOREVER if digest else MENDED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return conditional(request, response)
