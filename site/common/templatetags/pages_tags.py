"""Small turns of phrase of the pages."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _

from common.typographie import NBSP

register = template.Library()


@register.filter
def guillemets(text: str) -> str:
    """« … » around the words of a person."""
    return f"«{NBSP}{text}{NBSP}»" if text else ""


@register.filter
def lieux_dits(places: Iterable[Any]) -> str:
    """“Nord, Somme”: names of places."""
    return ", ".join(str(place.nom) for place in places)


@register.filter
def codes(places: Iterable[Any]) -> str:
    """“59 80”: codes of places, for the map."""
    return " ".join(str(place.pk) for place in places)


@register.filter
def lignes(text: str) -> list[str]:
    """One idea per line, as a writer typed them."""
    return [line.strip(" \t-•") for line in str(text).splitlines() if line.strip()]


@register.filter
def pluriels(items: Iterable[Any]) -> str:
    """“a, b et c” from words."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return _("%(debut)s et %(dernier)s") % {"debut": ", ".join(words[:-1]), "dernier": words[-1]}


@register.filter
def tel(number: str) -> str:
    """The number as a `tel:` address writes it."""
    return "".join(character for character in str(number) if character.isdigit() or character == "+")


@register.filter
def plan_url(place: str) -> str:
    """A map of another site, as a plain link: nothing of it is loaded here."""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': place})}" if place else ""
