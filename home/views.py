"""Addresses that are no page: map of the site, sitemap, robots."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from common.navigation import HOME_DEPTH, active_language, localized
from common.querysets import open_to_all
from common.seo import Subject, absolute, in_language
from home.models import HomePage
from home.sitemaps import entries

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /suggest/
Disallow: /*/recherche/
Disallow: /patterns/
Allow: /

Sitemap: {sitemap}
"""


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS.format(sitemap=absolute("/sitemap.xml")), content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Written for https://www.sitemaps.org/protocol.html, languages as search engines read them."""
    return render(request, "home/sitemap.xml", {"entries": entries()}, content_type="application/xml")


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Every page of the language being read, under the sections of home. Two queries."""
    language = active_language()
    subject = Subject(
        title=_("Plan du site"),
        path=localized("plan-du-site/"),
        description=_("Toutes les pages du site, rubrique par rubrique, sur une seule page."),
        alternates={code: in_language(localized("plan-du-site/"), code) for code in _home_languages()},
    )
    found = open_to_all(Page.objects.live().filter(depth__gt=HOME_DEPTH, locale__language_code=language))
    context = {"subject": subject, "rubriques": sections(list(found.order_by("path")))}
    return render(request, "home/plan.html", context)


def _home_languages() -> list[str]:
    codes = HomePage.objects.live().values_list("locale__language_code", flat=True)
    return [code for code, _name in settings.LANGUAGES if code in set(codes)]


def sections(pages: list[Page]) -> list[tuple[Page, list[Page]]]:
    """Pages right under home, each with what is below it, in the order of the tree."""
    found: list[tuple[Page, list[Page]]] = []
    for page in pages:
        if page.depth == HOME_DEPTH + 1:
            found.append((page, []))
        elif found and page.path.startswith(found[-1][0].path):
            found[-1][1].append(page)
    return found
