"""Trainings close to one, each with what brings it close: the job they lead to, the sector, the level. Two queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from metiers.similar import Similar

if TYPE_CHECKING:
    from formations.models import FormationPage

SHOWN = 4
#: Leading to the same job says the most; the same sector comes before the same level, which alone says nothing.
METIER, SECTEUR, NIVEAU = 4, 2, 1


def similar(page: FormationPage) -> list[Similar]:
    """The closest trainings in the language of the page, apart from those that follow it, shown elsewhere."""
    page_links: Any = type(page).liens_metiers.rel.related_model
    links = page_links.objects
    jobs = links.filter(page=page.pk).order_by().values("metier")
    number = (
        links.filter(page=OuterRef("pk"), metier__in=jobs)
        .order_by()
        .values("page")
        .annotate(number=Count("pk"))
        .values("number")
    )
    page_terms: Any = type(page).formation_secteurs.rel.related_model
    terms = page_terms.objects
    secteurs = terms.filter(content_object=page.pk).order_by().values("tag")
    found = (
        type(page)
        .objects.for_listing()
        .filter(locale=page.locale)
        .exclude(Q(pk=page.pk) | Q(precede__page=page.pk))
        .annotate(
            metiers_communs=Coalesce(Subquery(number, output_field=IntegerField()), 0),
            meme_secteur=Exists(terms.filter(content_object=OuterRef("pk"), tag__in=secteurs).order_by()),
        )
        .annotate(
            proximite=F("metiers_communs") * METIER
            + Case(When(meme_secteur=True, then=Value(SECTEUR)), default=Value(0))
            + Case(When(niveau=page.niveau, then=Value(NIVEAU)), default=Value(0))
        )
        .filter(proximite__gt=NIVEAU)
        .order_by("-proximite", "title", "pk")
    )
    return [_similar(page, one) for one in found[:SHOWN]]


def _similar(page: FormationPage, one: Any) -> Similar:
    secteur = one.secteur
    reasons = [
        reason
        for reason, holds in (
            (_("mène au même métier"), one.metiers_communs),
            (_("même secteur"), one.meme_secteur),
            (_("même niveau"), one.niveau == page.niveau),
        )
        if holds
    ]
    sentence = ", ".join(reasons[:2])
    return Similar(one.title, one.url, secteur.slug if secteur else "", sentence[:1].upper() + sentence[1:])
