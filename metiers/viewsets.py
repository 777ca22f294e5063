"""The list of jobs in the back-office."""

from django.utils.translation import gettext_lazy as _

from common.listings import ContentIndexView, ContentListing, ReviewDateColumn, ReviewedFilterSet
from metiers.models import MetierPage
from secteurs.panels import rev3_column, rev3_filter, secteur_filter, secteurs_column


class MetierFilterSet(ReviewedFilterSet):
    secteur = secteur_filter("metier_secteurs")
    rev3 = rev3_filter("preuves_rev3")

    class Meta:
        model = MetierPage
        fields: list[str] = []


class MetierIndexView(ContentIndexView):
    prefetch = ("metier_secteurs__tag", "preuves_rev3__tag")


class MetierListing(ContentListing):
    name = "metiers"
    model = MetierPage
    icon = "hammer"
    menu_label = _("Métiers")
    index_view_class = MetierIndexView
    filterset_class = MetierFilterSet
    extra_columns = (
        secteurs_column("metier_secteurs"),
        rev3_column("preuves_rev3"),
        ReviewDateColumn("relu_le", label=_("Relue"), sort_key="relu_le"),
    )
