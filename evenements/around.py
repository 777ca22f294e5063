"""What else goes on near an event: near in kilometres, in kind and in sector, so that no two pages say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Value,
    When,
)
from django.db.models.functions import Cast, Extract
from django.utils import timezone

from common.geo import distance_km
from evenements.enums import Etat

if TYPE_CHECKING:
    from evenements.models import Evenement

SHOWN = 3
#: Half a degree of latitude, 0.8 of longitude: 55 km around, read before anything is measured.
LATITUDE, LONGITUDE = 0.5, 0.8
#: What another type, or no sector in common, weighs in kilometres.
OTHER_TYPE = OTHER_SECTOR = 15.0
#: Next week in the next town comes before next year at the same place.
DAYS_TO_A_KILOMETRE = 10.0


def around(evenement: Evenement) -> list[Any]:
    """Three coming events. Without a place (online) only kind and sector count."""
    place = evenement.etablissement or evenement.commune
    point = None if evenement.en_ligne or place is None else place.point
    coming = type(evenement).objects.localized(evenement.locale.language_code).for_listing().upcoming()
    others = coming.exclude(translation_key=evenement.translation_key).exclude(etat=Etat.ANNULE)
    rank = _other_type(evenement) + _other_sector(evenement) + _days_away() / DAYS_TO_A_KILOMETRE
    if point is not None:
        latitude, longitude = point
        others = others.filter(
            commune__latitude__range=(latitude - LATITUDE, latitude + LATITUDE),
            commune__longitude__range=(longitude - LONGITUDE, longitude + LONGITUDE),
        )
        rank = rank + distance_km(point, "commune__latitude", "commune__longitude")
    ranked = others.annotate(ecart=rank).order_by(F("ecart").asc(), "prochaine", "pk")
    return list(ranked[:SHOWN])


def _days_away() -> Any:
    wait = ExpressionWrapper(F("prochaine") - Value(timezone.now()), output_field=DurationField())
    return Cast(Extract(wait, "epoch"), FloatField()) / Value(86_400.0)


def _other_type(evenement: Evenement) -> Any:
    return Case(
        When(type=evenement.type, then=Value(0.0)), default=Value(OTHER_TYPE), output_field=FloatField()
    )


def _other_sector(evenement: Evenement) -> Any:
    through: Any = type(evenement)._meta.get_field("evenement_secteurs").related_model
    shared = through._default_manager.filter(content_object=OuterRef("pk"), tag__in=evenement.secteurs_list)
    return Case(When(Exists(shared), then=Value(0.0)), default=Value(OTHER_SECTOR), output_field=FloatField())
