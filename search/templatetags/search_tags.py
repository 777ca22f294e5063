"""Rendering of results."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.dates import jour_court
from common.navigation import active_language
from common.typographie import francais
from search.pages import ICONS
from search.results import Marked, SearchResult

register = template.Library()


@register.filter
def marques(pieces: Marked) -> SafeString:
    """A text whose matched words stand in `<mark>`; everything is escaped."""
    parts = [
        (format_html("<mark>{}</mark>", text) if matched else francais(text),) for text, matched in pieces
    ]
    return format_html_join("", "{}", parts)


@register.filter
def faits(result: SearchResult) -> list[str]:
    """Two or three facts of a card: when, how far, then what the content says of itself."""
    facts: list[str] = []
    if result.starts:
        facts.append(jour_court(result.starts))
    if result.distance is not None:
        facts.append(f"{round(result.distance)} km")
    return [*facts, *result.facts][:3]


@register.filter
def extrait(result: SearchResult) -> SafeString | str:
    """The passage that matched, when the title does not tell why the content is here."""
    told = any(matched for _text, matched in result.marked_title)
    tells = any(matched for _text, matched in result.excerpt)
    return marques(result.excerpt) if tells and not told else ""


@register.filter
def icone_de(result: SearchResult) -> str:
    """The icon of its kind."""
    return ICONS.get(result.kind, "")


@register.filter
def autre_langue(result: SearchResult) -> str:
    """The language of the content when it is not that of the page, else nothing."""
    return "" if result.language == active_language() else result.language
