"""Absolute addresses, and what tells other sites how a page is shown there."""

from typing import Any

from django import template

from common.navigation import active_language
from common.seo import absolute
from evenements.embed.oembed import discovery
from search.filters import FilterForm

register = template.Library()
register.filter("absolue", absolute)


@register.inclusion_tag("evenements/embed/tete.html")
def oembed_de_la_liste(form: FilterForm) -> dict[str, Any]:
    """For `<head>` of the agenda."""
    query = form.querystring(n=None, page=None)
    return {"adresse": discovery(f"/{active_language()}/agenda/", query)}


@register.inclusion_tag("evenements/embed/tete.html")
def oembed_de_l_adresse(path: str) -> dict[str, Any]:
    """For `<head>` of an établissement."""
    return {"adresse": discovery(path)}
