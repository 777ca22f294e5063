"""What the preview panel shows: the page, its card in results, its simplified version."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _gettext

from common.search_documents import SINGULARS, SearchDocument, source_of

CARD, SIMPLE = "carte", "simplifie"
CARD_TEMPLATE = "wagtailadmin/apercu/carte.html"
EMPTY_TEMPLATE = "wagtailadmin/apercu/vide.html"


def serve_mode(
    content: Any, request: HttpRequest, mode: str, default: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The preview of `content` in a mode of ours, else what `default` gives."""
    if mode == CARD:
        return TemplateResponse(request, CARD_TEMPLATE, {"content": content, "card": card(content)})
    if mode == SIMPLE:
        return _simplified(content, request)
    return default()


def card(content: Any) -> dict[str, Any] | None:
    """Inputs of the component `fiche`, from what the search engine would know; None when it would know nothing."""
    source = source_of(type(content))
    document: SearchDocument | None = next(iter(source.documents(content)), None) if source else None
    if document is None:
        return None
    return {
        "titre": document.title,
        "url": document.url or "#",
        "genre": SINGULARS.get(document.kind, ""),
        "secteur": document.secteurs[0] if document.secteurs else "",
        "resume": document.summary,
        "faits": document.facts,
        "rev3": bool(document.rev3),
        "photo": document.picture,
    }


def _simplified(content: Any, request: HttpRequest) -> HttpResponseBase:
    if not content.has_simplified:
        message = _gettext(
            "Cette page n’a pas encore de version simplifiée : rien ne sera proposé aux lecteurs."
        )
        return TemplateResponse(request, EMPTY_TEMPLATE, {"content": content, "message": message})
    response: HttpResponseBase = content.serve_simplified(request)
    return response
