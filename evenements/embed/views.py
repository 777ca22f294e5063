"""`/embed/…`: the coming dates in the frame of another site, or for the script that shows them without a frame."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt

from common.navigation import localized
from common.seo import absolute
from evenements.caching import conditional, public_view, publish
from evenements.embed.addresses import FRAME, SCRIPTS, Embed, read_language
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

    Context of `evenements/embed/agenda.html`: `embed`, `events`, `total`, and `sentence` when they are not those asked.
    """
    language = read_language(request.GET)
    with translation.override(language):
        embed = Embed.read(request.GET, language)
        data = request.GET.copy()
        data["n"] = str(embed.size)
        listing = agenda_listing(data, language, localized("agenda/"), choices=False)
        lost = bool(unknown_departement(data)) and not listing.form.values.uai
        events, sentence = ([], "") if lost else (listing.items, "")
        total = 0 if lost else listing.total
        if not events:
            found = nearest(data, language, listing, embed.size)
            events, sentence = found.events, found.sentence
        style = render_to_string("evenements/embed/agenda.css", {"accent": ACCENTS[embed.look.accent]})
        script = render_to_string("evenements/embed/hauteur.js")
        context = {
            "embed": embed, "events": events, "sentence": sentence, "total": total, "listing": listing,
            "style": style, "script": script, "home": absolute(localized("")),
            "oembed": discovery(FRAME, embed.query),
        }  # fmt: skip
        page = csp_replace(policy(style, script))(_page)(request, context)
        return conditional(request, publish(page))


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    response = render(request, "evenements/embed/agenda.html", context)
    response.content = INDENTATION.sub(b"\n", response.content)
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def policy(style: str, script: str) -> dict[str, list[str]]:
    """Nothing but our own two texts, by their hash: an opaque origin has no `'self'`."""
    return {
        "default-src": [NONE],
        "style-src": [_source(style)],
        "script-src": [_source(script)],
        "img-src": ["data:"],
        "font-src": [NONE],
        "connect-src": [NONE],
        "frame-src": [NONE],
        "manifest-src": [NONE],
        "form-action": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": ["*"],
    }


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@public_view
def script(request: HttpRequest, digest: str = "") -> HttpResponse:
    """`v1.js` is mended; `v1-<digest>.js` never changes, and every one that was published is kept."""
    path = SCRIPTS / (f"v1-{digest}.js" if digest else "v1.js")
    if not path.is_file():
        raise Http404
    response = publish(HttpResponse(path.read_bytes(), content_type="text/javascript; charset=utf-8"))
    response.headers["Cache-Control"] = FOREVER if digest else MENDED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return conditional(request, response)
