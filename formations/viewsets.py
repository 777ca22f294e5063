"""Lists of trainings and of their offers in the back-office."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, UpdatedAtColumn

from common.listings import ContentIndexView, ContentListing, ReviewDateColumn, ReviewedFilterSet
from common.viewsets import ContentViewSet
from formations.models import FormationPage, Offre
from secteurs.panels import rev3_column, rev3_filter, secteur_filter, secteurs_column


class FormationFilterSet(ReviewedFilterSet):
    secteur = secteur_filter("formation_secteurs")
    rev3 = rev3_filter("preuves_rev3")

    class Meta:
        model = FormationPage
        fields = ["niveau", "type_diplome"]


class FormationIndexView(ContentIndexView):
    prefetch = ("formation_secteurs__tag", "preuves_rev3__tag")


class FormationListing(ContentListing):
    name = "formations"
    model = FormationPage
    icon = "clipboard-list"
    menu_label = _("Formations")
    index_view_class = FormationIndexView
    filterset_class = FormationFilterSet
    extra_columns = (
        Column("niveau", label=_("Niveau"), accessor="get_niveau_display", sort_key="niveau"),
        secteurs_column("formation_secteurs"),
        rev3_column("preuves_rev3"),
        ReviewDateColumn("relu_le", label=_("Relue"), sort_key="relu_le"),
    )


class OffreViewSet(ContentViewSet):
    model = Offre
    icon = "site"
    menu_label = _("Offres de formation")
    list_display = [
        "__str__",
        Column("commune", label=_("Commune"), accessor="etablissement.commune"),
        Column("uai", label=_("UAI"), accessor="etablissement.uai", sort_key="etablissement__uai"),
        "voie",
        "capacite",
        UpdatedAtColumn(),
    ]
    list_filter = {"voie": ["exact"], "internat": ["exact"], "live": ["exact"]}
    search_fields = [
        "formation__title",
        "etablissement__nom",
        "etablissement__uai",
        "etablissement__commune__nom",
    ]
    search_backend_name = None

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # same as its parent
        return super().get_queryset(request).select_related("formation", "etablissement__commune")
