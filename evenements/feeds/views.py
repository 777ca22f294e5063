"""`/<lang>/agenda/agenda.{ics,rss,atom,json}`: the agenda for other programs; `<slug>.ics`: one event as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.navigation import active_language, localized
from common.seo import Subject, absolute, in_language
from evenements.caching import conditional, public_view, publish, tell
from evenements.feeds import words
from evenements.feeds.addresses import api_link, event_calendar, feed_links, subscriptions
from evenements.feeds.calendar import calendar
from evenements.feeds.json_feed import json_feed
from evenements.feeds.reading import KEPT, CalendarReading, Reading, with_dates
from evenements.feeds.syndication import Atom, Dated, Rss, syndicate
from evenements.models import Evenement
from evenements.selection import agenda_listing

CALENDAR_TYPE = "text/calendar; charset=utf-8"


def answer(
    request: HttpRequest, body: bytes | str, content_type: str, changed: datetime, notes: Sequence[str] = ()
) -> HttpResponse:
    """Kept a minute, compared, and saying what was left out."""
    response = publish(HttpResponse(body, content_type=content_type))
    return conditional(request, tell(response, notes), changed)


@public_view
def ics(request: HttpRequest) -> HttpResponse:
    """Everything that comes (≤ 500 events) and the last thirty days; with `n` or `page`, the same page as the list."""
    reading = CalendarReading(request)
    events = reading.items
    head = {
        "name": reading.title,
        "description": reading.description,
        "address": reading.address,
        "page": reading.page,
        "language": reading.language,
    }
    body = calendar(events, head, since=timezone.now() - KEPT)
    return answer(request, body, CALENDAR_TYPE, reading.changed, reading.notes)


def syndicated(request: HttpRequest, kind: type[Dated]) -> HttpResponse:
    reading = Reading(request)
    return answer(request, syndicate(kind, reading), kind.content_type, reading.changed, reading.notes)


@public_view
def rss(request: HttpRequest) -> HttpResponse:
    return syndicated(request, Rss)


@public_view
def atom(request: HttpRequest) -> HttpResponse:
    return syndicated(request, Atom)


@public_view
def feed_json(request: HttpRequest) -> HttpResponse:
    reading = Reading(request)
    body = json.dumps(json_feed(reading), ensure_ascii=False)
    return answer(request, body, "application/feed+json; charset=utf-8", reading.changed, reading.notes)


@public_view
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """All the dates of one event, those that are over too. In French, by a redirection, when it is not translated."""
    language = active_language()
    found = {
        event.locale.language_code: event
        for event in with_dates(Evenement.objects.published().for_listing()).filter(slug=slug)
    }
    event = found.get(language)
    if event is None:
        if settings.LANGUAGE_CODE not in found:
            raise Http404
        return redirect(event_calendar(slug, settings.LANGUAGE_CODE))
    head = {
        "name": event.titre,
        "description": event.resume,
        "address": absolute(request.path),
        "page": absolute(event.url),
        "language": language,
    }
    response = answer(request, calendar([event], head), CALENDAR_TYPE, words.modified_at(event))
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return response


@require_safe
def flux(request: HttpRequest) -> HttpResponse:
    """`/<lang>/agenda/flux/`: every form of the list at hand, in words. Its chips lead to this page."""
    listing = agenda_listing(request.GET, active_language(), request.path, choices=False)
    links = feed_links(listing.form)
    query = listing.form.querystring(n=None, page=None)
    context = {
        "listing": listing,
        "flux": links,
        "api": api_link(listing.form),
        "openapi": reverse("api-openapi"),
        "abonnements": subscriptions(links[0].url, Reading(request).title),
        "retour": f"{localized('agenda/')}?{query}" if query else localized("agenda/"),
        "subject": Subject(
            title=_("S’abonner à l’agenda"),
            path=request.path,
            description=_("Calendrier, fils et API : les dates de l’agenda là où tu en as besoin."),
            alternates={code: in_language(request.path, code) for code, _name in settings.LANGUAGES},
        ),
    }
    return render(request, "evenements/flux/page.html", context)
