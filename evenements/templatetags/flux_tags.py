"""Links to the other forms of a list or of an event."""

from typing import Any

from django import template

from evenements.feeds.addresses import FeedLink, event_calendar, feed_links
from evenements.models import Evenement
from search.filters import FilterForm

register = template.Library()


@register.inclusion_tag("evenements/flux/tete.html")
def flux_de_la_liste(form: FilterForm) -> dict[str, Any]:
    """For `<head>`: what readers of feeds look for, under the same filters."""
    return {"liens": feed_links(form)}


@register.inclusion_tag("evenements/flux/tete.html")
def flux_de_l_evenement(evenement: Evenement) -> dict[str, Any]:
    path = event_calendar(evenement.slug, evenement.locale.language_code)
    return {"liens": (FeedLink(evenement.titre, "text/calendar", path),)}


@register.filter
def calendrier(evenement: Evenement) -> str:
    """Path of the file that adds the event to a calendar."""
    return event_calendar(evenement.slug, evenement.locale.language_code)


@register.simple_tag
def adresse_flux(form: FilterForm) -> str:
    """Path of the page that gives the feeds of this very list."""
    query = form.querystring(n=None, page=None)
    path = feed_links(form)[0].url.partition("?")[0].removesuffix("agenda.ics")
    return f"{path}flux/?{query}" if query else f"{path}flux/"
