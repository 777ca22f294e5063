"""Choosing among the figures of a page, by what they measure."""

from collections.abc import Iterable

from django import template

from chiffres.models import Chiffre

register = template.Library()


@register.filter
def de_nature(chiffres: Iterable[Chiffre], natures: str) -> Chiffre | None:
    """The first figure of one of these kinds, in the order of `natures`: `page.chiffres|de_nature:"tension emploi"`."""
    by_nature = {chiffre.nature: chiffre for chiffre in reversed(list(chiffres))}
    return next((by_nature[nature] for nature in natures.split() if nature in by_nature), None)


@register.filter
def hors_nature(chiffres: Iterable[Chiffre], prefix: str) -> list[Chiffre]:
    """The figures whose kind does not begin with `prefix`."""
    return [chiffre for chiffre in chiffres if not chiffre.nature.startswith(prefix)]
