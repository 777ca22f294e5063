"""The verbs of the domain."""

from typing import Self

from wagtail.query import PageQuerySet

from common.querysets import has_links, open_to_all, with_terms
from secteurs.models import Secteur, ThemeRev3


class MetierQuerySet(PageQuerySet):
    def in_secteur(self, secteur: Secteur) -> Self:
        return self.filter(metier_secteurs__tag=secteur).distinct()

    def in_theme(self, theme: ThemeRev3) -> Self:
        return self.filter(preuves_rev3__tag=theme).distinct()

    def for_listing(self) -> Self:
        """The one place that decides what a card costs."""
        return (
            open_to_all(self.live())
            .defer_streamfields()
            .select_related("locale")
            .prefetch_related(with_terms(self.model, "metier_secteurs"))
            .annotate(est_rev3=has_links(self.model, "preuves_rev3"))
            .order_by("title", "pk")
        )
