"""Ways through the site, for templates. Each returns data; none prints."""

from typing import Any

from django import template
from django.template import Context

from common import navigation
from common.navigation import Crumb, FooterLinks, LanguageMenu, NavLink
from common.seo import Subject, alternates_of

register = template.Library()


def _path(context: Context) -> str:
    request = context.get("request")
    return request.path if request is not None else ""


@register.simple_tag(takes_context=True)
def main_navigation(context: Context) -> tuple[NavLink, ...]:
    """The five doors of the header."""
    return navigation.main_links(_path(context))


@register.simple_tag(takes_context=True)
def footer_navigation(context: Context) -> FooterLinks:
    return navigation.footer_links(_path(context))


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context) -> tuple[Crumb, ...]:
    return navigation.breadcrumbs(context.get("page"), context.get("subject"))


@register.simple_tag(takes_context=True)
def language_menu(context: Context) -> LanguageMenu:
    """Languages in which this address exists, and its simplified version."""
    page: Any = context.get("page")
    subject = context.get("subject")
    if isinstance(subject, Subject):
        alternates = dict(subject.alternates)
    else:
        alternates = alternates_of(page) if page is not None else {}
    simplified = page.simplified_url if getattr(page, "has_simplified", False) and subject is None else ""
    return navigation.language_menu(alternates, _path(context), simplified)


@register.simple_tag
def adresse(rest: str = "") -> str:
    """`{% adresse "agenda/" %}`: a path of the site in the language being read."""
    return navigation.localized(rest)
