"""Établissements and référents, the places they lie in, and how each is chosen in forms."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column

from common.viewsets import (
    RecordChooserViewSet,
    RecordViewSet,
    ReferenceViewSet,
    ScopedIndexView,
    TextIndexView,
)
from territoires.models import Bassin, Commune, Departement, Etablissement, Referent
from territoires.panels import etablissement_edit_handler

ETABLISSEMENT_TEXT = ("nom", "uai", "commune__nom", "code_postal")
COMMUNE_TEXT = ("nom", "code")


class EtablissementIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        records = super().get_base_queryset().select_related("commune__departement")
        return records.annotate(nombre_offres=Count("offres"))


class EtablissementViewSet(RecordViewSet):
    model = Etablissement
    name = "etablissements"
    icon = "home"
    index_view_class = EtablissementIndexView
    ordering = ["nom", "uai"]
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        "nom",
        "uai",
        "type",
        Column("commune", label=_("Commune"), accessor="commune", sort_key="commune__nom"),
        Column("offres", label=_("Offres"), accessor="nombre_offres", sort_key="nombre_offres"),
        BooleanColumn("ouvert", label=_("Ouvert"), sort_key="ouvert"),
    ]
    list_filter = {
        "type": ["exact"],
        "statut": ["exact"],
        "academie": ["exact"],
        "commune__departement": ["exact"],
        "ouvert": ["exact"],
    }
    search_fields = ETABLISSEMENT_TEXT
    edit_handler = etablissement_edit_handler()


def _perimetre(referent: Referent) -> str:
    return ", ".join(str(perimetre) for perimetre in referent.perimetres.all())


class ReferentIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        records = super().get_base_queryset().select_related("user")
        return records.prefetch_related("perimetres__departement", "perimetres__bassin")


class ReferentViewSet(RecordViewSet):
    model = Referent
    name = "referents"
    icon = "group"
    index_view_class = ReferentIndexView
    copy_view_enabled = False
    list_display = [
        "nom_complet",
        Column("perimetres", label=_("Périmètre"), accessor=_perimetre),
        "telephone",
        "courriel",
        Column("user", label=_("Compte"), accessor="user"),
    ]
    search_fields = ("nom", "prenom")


class CommuneIndexView(TextIndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("departement", "bassin")


class CommuneViewSet(ReferenceViewSet):
    model = Commune
    name = "communes"
    icon = "site"
    index_view_class = CommuneIndexView
    list_display = [
        "nom",
        "code",
        Column("departement", label=_("Département"), accessor="departement.nom", sort_key="departement"),
        Column("bassin", label=_("Bassin d’emploi"), accessor="bassin.nom", sort_key="bassin__nom"),
        "population",
    ]
    list_filter = ["departement", "bassin"]
    search_fields = COMMUNE_TEXT


class BassinViewSet(ReferenceViewSet):
    model = Bassin
    name = "bassins"
    icon = "site"
    list_display = ["nom", "code", "departement"]
    list_filter = ["departement"]
    search_fields = ("nom", "code")


class DepartementViewSet(ReferenceViewSet):
    model = Departement
    name = "departements"
    icon = "site"
    list_display = ["nom", "code"]
    search_fields = ("nom", "code")


etablissement_chooser = RecordChooserViewSet(
    "choisir_etablissement",
    model=Etablissement,
    icon="home",
    choose_one_text=_("Choisir un établissement"),
    choose_another_text=_("Choisir un autre établissement"),
    text=ETABLISSEMENT_TEXT,
    shown=(("uai", _("UAI")), ("commune", _("Commune")), ("get_type_display", _("Type"))),
    related=("commune",),
)
commune_chooser = RecordChooserViewSet(
    "choisir_commune",
    model=Commune,
    icon="site",
    choose_one_text=_("Choisir une commune"),
    choose_another_text=_("Choisir une autre commune"),
    text=COMMUNE_TEXT,
    shown=(("code", _("Code Insee")), ("bassin", _("Bassin d’emploi"))),
    related=("bassin",),
)
