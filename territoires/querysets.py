"""Verbs of places and of the people in charge of them."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from territoires.models import Bassin, Departement


class EtablissementQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(ouvert=True)

    def in_departement(self, departement: "Departement") -> Self:
        return self.filter(commune__departement=departement)

    def in_bassin(self, bassin: "Bassin") -> Self:
        return self.filter(commune__bassin=bassin)

    def for_listing(self) -> Self:
        """What a card shows, in a total order."""
        return self.select_related("commune__departement", "commune__bassin").order_by("nom", "uai")


class ReferentQuerySet(models.QuerySet[Any]):
    def for_place(self, departement: "Departement", bassin: "Bassin | None" = None) -> Self:
        """Who answers for a place: those of the whole département and those of the bassin.

        Without a bassin, everybody who has a part of the département.
        """
        scope = Q(perimetres__departement=departement)
        if bassin is not None:
            scope &= Q(perimetres__bassin__isnull=True) | Q(perimetres__bassin=bassin)
        return self.filter(scope).distinct().order_by("nom", "prenom", "pk")
