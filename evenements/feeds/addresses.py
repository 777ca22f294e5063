"""The addresses of the same events in other forms: for `<head>`, for the page that explains them, for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from common.navigation import active_language, localized
from common.seo import absolute

if TYPE_CHECKING:
    from search.filters import FilterForm


@dataclass(frozen=True, slots=True)
class FeedLink:
    """`kind` is the media type; `url` a path of this site."""

    label: str
    kind: str
    url: str

    @property
    def absolute(self) -> str:
        return absolute(self.url)


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The calendar of a list, for the programs that people have. Plain links: nothing of theirs runs here."""

    webcal: str
    google: str
    outlook: str


def feed_links(form: FilterForm) -> tuple[FeedLink, ...]:
    """The forms of one list. The filters are kept, the page and its size are not: a feed has its own."""
    query = form.querystring(n=None, page=None)
    forms = (
        (_("Calendrier (iCalendar)"), "text/calendar", "ics"),
        (_("Fil RSS"), "application/rss+xml", "rss"),
        (_("Fil Atom"), "application/atom+xml", "atom"),
        (_("JSON Feed"), "application/feed+json", "json"),
    )
    return tuple(
        FeedLink(label, kind, with_query(localized(f"agenda/agenda.{end}"), query))
        for label, kind, end in forms
    )


def api_link(form: FilterForm) -> FeedLink:
    query = form.querystring(n=None, page=None)
    if active_language() != settings.LANGUAGE_CODE:
        query = "&".join(part for part in (query, f"lang={active_language()}") if part)
    return FeedLink(_("API (JSON)"), "application/json", with_query("/api/v1/evenements/", query))


def event_calendar(slug: str, language: str) -> str:
    """Path of the file of one event."""
    return localized(f"agenda/{slug}.ics", language)


def subscriptions(path: str, name: str) -> Subscriptions:
    """`path`: of a calendar of this site, with its query."""
    address = absolute(path)
    webcal = f"webcal://{address.partition('://')[2]}"
    return Subscriptions(
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal}, quote_via=quote)}",
        outlook="https://outlook.live.com/calendar/0/addfromweb?"
        + urlencode({"url": address, "name": name}, quote_via=quote),
    )


def with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
