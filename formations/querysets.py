"""The verbs of the domain."""

from typing import Any, Self

from django.db import models
from wagtail.models import Page
from wagtail.query import PageQuerySet

from common.querysets import has_links, open_to_all, with_terms
from secteurs.models import Secteur, ThemeRev3
from territoires.models import Departement, Etablissement


class FormationQuerySet(PageQuerySet):
    def in_secteur(self, secteur: Secteur) -> Self:
        return self.filter(formation_secteurs__tag=secteur).distinct()

    def in_theme(self, theme: ThemeRev3) -> Self:
        return self.filter(preuves_rev3__tag=theme).distinct()

    def leading_to(self, metier: Page) -> Self:
        """Trainings of the job, in whatever language either page is."""
        return self.filter(liens_metiers__metier__translation_key=metier.translation_key).distinct()

    def for_listing(self) -> Self:
        """The one place that decides what a card costs."""
        return (
            open_to_all(self.live())
            .defer_streamfields()
            .select_related("locale")
            .prefetch_related(with_terms(self.model, "formation_secteurs"))
            .annotate(est_rev3=has_links(self.model, "preuves_rev3"))
            .order_by("title", "pk")
        )


class OffreQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        return self.filter(live=True, etablissement__ouvert=True)

    def of_formation(self, page: Page) -> Self:
        """Offers hang on the French page; its translations show the same ones."""
        return self.filter(formation__translation_key=page.translation_key)

    def of_etablissement(self, etablissement: Etablissement) -> Self:
        return self.filter(etablissement=etablissement)

    def in_departement(self, departement: Departement) -> Self:
        return self.filter(etablissement__commune__departement=departement)

    def for_listing(self) -> Self:
        return self.published().select_related("etablissement__commune__departement", "formation")
