"""What pages say of vocabulary terms."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from secteurs.models import GrandChantier

register = template.Library()

#: A works of thirty years would draw thirty tiles: beyond, the two dates say enough.
MAX_YEARS = 24


@register.filter
def mots(term: Any, field: str) -> str:
    """A text of the term in the language of the page: `{{ theme|mots:"resume" }}`."""
    return str(term.localized(field))


@register.filter
def annees_dites(chantier: GrandChantier) -> str:
    """“2022 – 2032”, “depuis 2022”, “jusqu’en 2032”; nothing when no date is public."""
    start, end = chantier.annee_debut, chantier.annee_fin
    if start and end:
        return f"{start} – {end}"
    if start:
        return _("depuis %(annee)s") % {"annee": start}
    return _("jusqu’en %(annee)s") % {"annee": end} if end else ""


@register.filter
def annees(chantier: GrandChantier) -> list[dict[str, Any]]:
    """One tile per year, told as done, here or to come. Without one of the dates, the tiles stop at this year."""
    today: date = timezone.localdate()
    start, end = chantier.annee_debut or today.year, chantier.annee_fin or today.year
    if not 0 <= end - start < MAX_YEARS:
        return []
    return [
        {"annee": year, "etat": "fait" if year < today.year else "ici" if year == today.year else "avenir"}
        for year in range(start, end + 1)
    ]
