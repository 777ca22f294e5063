"""`/api/v1/evenements/`: the agenda for programs, under its filters and `lang`. See docs/agenda-api.md."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from common.navigation import active_language
from common.seo import absolute
from evenements.api.document import openapi
from evenements.api.records import record
from evenements.caching import conditional, public_view, publish, share, tell
from evenements.feeds import words
from evenements.feeds.changes import changed_at
from evenements.feeds.reading import with_dates
from evenements.models import Evenement
from evenements.querysets import EvenementQuerySet
from evenements.selection import agenda_listing

PROBLEM_TYPE = "application/problem+json"


def language_of(request: HttpRequest) -> tuple[str, list[str]]:
    """The language asked, and what to say of one that does not exist."""
    asked = request.GET.get("lang", settings.LANGUAGE_CODE)
    if asked in dict(settings.LANGUAGES):
        return asked, []
    note = _("Langue : « %(value)s » n’est pas reconnue, voici le français.") % {"value": asked[:20]}
    return settings.LANGUAGE_CODE, [note]


@public_view
def evenements(request: HttpRequest) -> HttpResponse:
    language, notes = language_of(request)
    with translation.override(language):
        return _list(request, notes)


def _list(request: HttpRequest, notes: list[str]) -> HttpResponse:
    path = reverse("api-evenements")
    listing = agenda_listing(request.GET, active_language(), path, choices=False)
    listing.queryset = with_dates(listing.queryset)
    pager, values = listing.pager, listing.form.values
    items = listing.items
    told = [*notes, *listing.notes]
    links = {
        "premiere": page_address(listing, 1),
        "precedente": page_address(listing, pager.number - 1) if pager.number > 1 else None,
        "suivante": page_address(listing, pager.number + 1) if pager.number < pager.count else None,
        "derniere": page_address(listing, pager.count),
    }
    data = {
        "total": listing.total,
        "page": pager.number,
        "pages": pager.count,
        "n": values.n,
        "langue": active_language(),
        "liens": links,
        "avertissements": told,
        "evenements": [record(event) for event in items],
    }
    response = tell(json_response(data), told)
    response.headers["Content-Language"] = active_language()
    relations = {"next": links["suivante"], "prev": links["precedente"]}
    response.headers["Link"] = ", ".join(
        [f'<{url}>; rel="{name}"' for name, url in relations.items() if url]
        + [f'<{absolute(reverse("api-openapi"))}>; rel="service-desc"']
    )
    return conditional(request, response, changed_at())


def page_address(listing: Any, number: int) -> str:
    query = listing.form.querystring(page=number)
    language = active_language()
    if language != settings.LANGUAGE_CODE:
        query = "&".join(part for part in (query, f"lang={language}") if part)
    return absolute(f"{listing.path}?{query}" if query else listing.path)


@public_view
def evenement(request: HttpRequest, key: str) -> HttpResponse:
    """By its slug or its identifier, in `lang` or else French; over or not."""
    language, notes = language_of(request)
    with translation.override(language):
        found = {one.locale.language_code: one for one in by_key(key)}
        event = found.get(language) or found.get(settings.LANGUAGE_CODE)
        if event is None:
            return problem(404, _("Aucun événement publié à cette adresse."))
        data = {"avertissements": notes, "evenement": record(event)}
        response = tell(json_response(data), notes)
        response.headers["Content-Language"] = event.locale.language_code
        return conditional(request, response, words.modified_at(event))


def by_key(key: str) -> EvenementQuerySet:
    """All languages of one event, published."""
    events = with_dates(Evenement.objects.published().for_listing())
    try:
        return events.filter(translation_key=UUID(key))
    except ValueError:
        return events.filter(slug=key)


@public_view
def document(request: HttpRequest) -> HttpResponse:
    """`/api/v1/openapi.json`"""
    response = json_response(openapi())
    response.headers["Content-Type"] = "application/vnd.oai.openapi+json;version=3.1"
    return conditional(request, response)


@public_view
def missing(_request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """Any other address below `/api/`: an answer that a program can read."""
    return problem(404, _("Il n’y a rien à cette adresse : voir /api/v1/openapi.json."))


def json_response(data: dict[str, Any]) -> HttpResponse:
    body = json.dumps(data, ensure_ascii=False)
    return publish(HttpResponse(body, content_type="application/json"))


def problem(status: int, detail: str) -> HttpResponse:
    """https://www.rfc-editor.org/rfc/rfc9457"""
    data = {"type": "about:blank", "status": status, "detail": detail}
    body = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(body, content_type=PROBLEM_TYPE, status=status)
    response.headers["Cache-Control"] = "public, max-age=0, s-maxage=10"
    return share(response)
