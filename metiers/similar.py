"""Jobs close to one, each with what brings it close: its sector, its family, a taste. One query and its terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Substr
from django.utils.translation import gettext as _

from common.typographie import NBSP

if TYPE_CHECKING:
    from metiers.models import MetierPage

SHOWN = 3
#: A shared taste says more of a person than a shared sector, and two of them more than one; a family of the ROME
#: (three signs of its code) holds jobs that are learnt alike.
INTERET, SECTEUR, FAMILLE = 3, 2, 2
FAMILY_SIGNS = 3


@dataclass(frozen=True, slots=True)
class Similar:
    """A content close to another one: `raison` is said to the reader."""

    titre: str
    url: str
    secteur: str
    raison: str


def _shared(page: MetierPage, links: str, value: str) -> QuerySet[Any, Any]:
    """Links of the other page to a value that `page` is linked to."""
    through: Any = page._meta.get_field(links).related_model
    manager: Any = through._default_manager
    mine = manager.filter(**{through_owner(through): page.pk}).order_by().values(value)
    return manager.filter(**{through_owner(through): OuterRef("pk"), f"{value}__in": mine})


def through_owner(through: type[Model]) -> str:
    """The field of a link model that names the page it is part of."""
    return next(field.name for field in through._meta.fields if field.name in {"page", "content_object"})


def similar(page: MetierPage) -> list[Similar]:
    """The closest jobs in the language of the page; none that shares nothing."""
    interets = _shared(page, "interets", "centre")
    number = interets.order_by().values("page").annotate(number=Count("pk")).values("number")
    through: Any = type(page).romes.rel.related_model
    codes = through.objects.annotate(family=Substr("rome_id", 1, FAMILY_SIGNS))
    mine = codes.filter(page=page.pk).order_by().values("family")
    found = (
        type(page)
        .objects.for_listing()
        .filter(locale=page.locale)
        .exclude(pk=page.pk)
        .annotate(
            interets_communs=Coalesce(Subquery(number, output_field=IntegerField()), 0),
            gout=Subquery(
                interets.order_by("sort_order").values("centre__libelle")[:1], output_field=CharField()
            ),
            meme_secteur=Exists(_shared(page, "metier_secteurs", "tag").order_by()),
            meme_famille=Exists(codes.filter(page=OuterRef("pk"), family__in=mine).order_by()),
        )
        .annotate(
            proximite=F("interets_communs") * INTERET
            + Case(When(meme_secteur=True, then=Value(SECTEUR)), default=Value(0))
            + Case(When(meme_famille=True, then=Value(FAMILLE)), default=Value(0))
        )
        .filter(proximite__gt=0)
        .order_by("-proximite", "title", "pk")
    )
    return [_similar(one) for one in found[:SHOWN]]


def _similar(one: Any) -> Similar:
    secteur = one.secteur
    return Similar(one.title, one.url, secteur.slug if secteur else "", _reason(one))


def _reason(one: Any) -> str:
    """At most two: the sector or the family, then the taste in the words of a person."""
    reasons = []
    if one.meme_secteur:
        reasons.append(_("Même secteur"))
    elif one.meme_famille:
        reasons.append(_("Même famille de métiers"))
    if one.gout:
        french = one.locale.language_code == "fr"
        same = _("même centre d’intérêt")
        reasons.append(f"{same}{NBSP}: «{NBSP}{one.gout}{NBSP}»" if french else same)
    sentence = ", ".join(reasons)
    return sentence[:1].upper() + sentence[1:]
