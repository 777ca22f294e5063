"""`/oembed?url=&format=&maxwidth=&maxheight=`: a page of ours as a frame. Specification: https://oembed.com/"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from common.seo import SITE_NAME, absolute
from evenements.caching import public_view, publish
from evenements.embed.addresses import FRAGMENT, FRAME, Embed, read_language

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH = 640
#: Seconds that a consumer may keep the answer: the frame itself is always fresh.
CACHE_AGE = 86_400
AGENDA = re.compile(r"^/(?P<lang>[a-z]{2})/agenda/(?:mois/|carte/|afficher/)?$")
SCHOOL = re.compile(r"^/(?P<lang>[a-z]{2})/etablissements/(?P<uai>\d{7}[A-Za-z])/$")


def discovery(path: str, query: str = "") -> str:
    """Address of the answer for a page of ours, without `format`."""
    page = absolute(f"{path}?{query}" if query else path)
    return f"{absolute('/oembed')}?{urlencode({'url': page})}"


def read_url(url: str) -> Embed | None:
    """What an address of this site shows in a frame; None for any other address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return None
    data = QueryDict(parts.query, mutable=True)
    if parts.path in {FRAME, FRAGMENT}:
        language = read_language(data)
    elif found := AGENDA.match(parts.path) or SCHOOL.match(parts.path):
        language = found["lang"]
        if found.groupdict().get("uai"):
            data["uai"] = found["uai"].upper()
    else:
        return None
    if language not in dict(settings.LANGUAGES):
        return None
    with translation.override(language):
        return Embed.read(data, language)


@public_view
def oembed(request: HttpRequest) -> HttpResponse:
    """404 for an address that is not ours, 501 for a format that we do not write, as the specification says."""
    wanted = request.GET.get("format") or "json"
    if wanted not in {"json", "xml"}:
        return HttpResponse(_("Formats : json ou xml."), status=501, content_type="text/plain; charset=utf-8")
    embed = read_url(request.GET.get("url", ""))
    if embed is None:
        told = _("Cette adresse n’est pas une liste de dates de ce site.")
        return HttpResponse(told, status=404, content_type="text/plain; charset=utf-8")
    answer = describe(embed, _bound(request, "maxwidth"), _bound(request, "maxheight"))
    if wanted == "xml":
        return publish(HttpResponse(as_xml(answer), content_type="text/xml; charset=utf-8"))
    return publish(JsonResponse(answer))


def describe(embed: Embed, max_width: int | None = None, max_height: int | None = None) -> dict[str, Any]:
    """The fields of a `rich` answer; width and height never exceed what is asked."""
    with translation.override(embed.language):
        title = _("Prochaines dates")
        title = f"{title} : {embed.place}" if embed.place else title
        width = min(WIDTH, max_width or WIDTH)
        height = min(embed.height, max_height or embed.height)
        context = {"embed": embed, "title": title, "width": width, "height": height}
        html = render_to_string("evenements/embed/cadre.html", context).strip()
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": SITE_NAME,
        "provider_url": absolute(f"/{embed.language}/"),
        "cache_age": CACHE_AGE,
        "width": width,
        "height": height,
        "html": html,
    }


def as_xml(answer: Mapping[str, Any]) -> str:
    out = StringIO()
    xml = XMLGenerator(out, "utf-8", short_empty_elements=False)
    out.write('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n')
    xml.startElement("oembed", AttributesImpl({}))
    for name, value in answer.items():
        xml.startElement(name, AttributesImpl({}))
        xml.characters(str(value))
        xml.endElement(name)
    xml.endElement("oembed")
    return out.getvalue()


def _bound(request: HttpRequest, name: str) -> int | None:
    """A bound of the consumer; one that is no positive number bounds nothing."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else None
