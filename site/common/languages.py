"""An address without translation leads to the French page: no alias pages, no French text under `/en/`."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from common.navigation import active_language
from common.seo import in_language, page_url


def redirect_to_own_language(
    page: Page, request: HttpRequest, _args: Any, _kwargs: Any
) -> HttpResponse | None:
    """Hook `before_serve_page`: a French page reached under another language (home not translated) moves."""
    if getattr(request, "is_preview", False) or page.locale.language_code == active_language():
        return None
    return redirect(in_language(request.path, page.locale.language_code))


def french_address(request: HttpRequest) -> str:
    """The French address of a page missing in the language of the path; empty when there is none.

    Below a page that is translated the answer belongs to that page: it knows which events or schools exist.
    """
    language = translation.get_language_from_path(request.path_info)
    if language in {None, settings.LANGUAGE_CODE}:
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        found = _route(request)
        if found is None:
            return ""
        page = found.page
        translated = page.get_translations().live().filter(locale__language_code=language).exists()
        if translated or not page_url(page):
            return ""
    return in_language(request.path, settings.LANGUAGE_CODE)


def _route(request: HttpRequest) -> RouteResult | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    _language, *components = [part for part in request.path_info.split("/") if part]
    try:
        return site.root_page.specific.route(request, components)
    except Http404:
        return None
