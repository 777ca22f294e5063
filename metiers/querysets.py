"""The verbs of the domain."""

from typing import Self

from wagtail.query import PageQuerySet

from secteurs.models import Secteur, ThemeRev3


class MetierQuerySet(PageQuerySet):
    def in_secteur(self, secteur: Secteur) -> Self:
        return self.filter(metier_secteurs__tag=secteur).distinct()

    def in_theme(self, theme: ThemeRev3) -> Self:
        return self.filter(preuves_rev3__tag=theme).distinct()

    def for_listing(self) -> Self:
        """The one place that decides what a card costs."""
        return (
            self.live()
            .public()
            .defer_streamfields()
            .prefetch_related("metier_secteurs__tag", "preuves_rev3__tag")
            .order_by("title", "pk")
        )
