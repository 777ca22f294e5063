"""Reference tables to browse, and how their records are chosen in forms."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from common.viewsets import RecordChooserViewSet, ReferenceViewSet, TextIndexView
from referentiels.models import CentreInteret, FormationOnisep, MetierOnisep, Rome


class RomeIndexView(TextIndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("domaine")


class RomeViewSet(ReferenceViewSet):
    model = Rome
    name = "rome"
    icon = "list-ul"
    index_view_class = RomeIndexView
    list_display = [
        "libelle",
        "code",
        Column("domaine", label=_("Domaine"), accessor="domaine.libelle", sort_key="domaine"),
        "transition_eco",
        "riasec_majeur",
        "riasec_mineur",
    ]
    list_filter = ["transition_eco", "riasec_majeur", "domaine__grand_domaine"]
    search_fields = ("code", "libelle", "appellations__libelle_court")


class CentreInteretViewSet(ReferenceViewSet):
    model = CentreInteret
    name = "centres-interet"
    icon = "list-ul"
    list_display = ["libelle", "code"]
    search_fields = ("libelle",)


class FormationOnisepViewSet(ReferenceViewSet):
    model = FormationOnisep
    name = "formations-onisep"
    icon = "list-ul"
    list_display = ["libelle", "code", "type_sigle", "niveau", "rncp"]
    list_filter = ["niveau", "type_sigle"]
    search_fields = ("code", "libelle", "sigle")


class MetierOnisepViewSet(ReferenceViewSet):
    model = MetierOnisep
    name = "metiers-onisep"
    icon = "list-ul"
    list_display = ["libelle", "code"]
    search_fields = ("code", "libelle")


rome_chooser = RecordChooserViewSet(
    "choisir_rome",
    model=Rome,
    icon="list-ul",
    choose_one_text=_("Choisir un code ROME"),
    choose_another_text=_("Choisir un autre code ROME"),
    text=("code", "libelle"),
    shown=(("domaine.libelle", _("Domaine")),),
    related=("domaine",),
)
formation_onisep_chooser = RecordChooserViewSet(
    "choisir_formation_onisep",
    model=FormationOnisep,
    icon="list-ul",
    choose_one_text=_("Choisir une formation ONISEP"),
    choose_another_text=_("Choisir une autre formation ONISEP"),
    text=("code", "libelle", "sigle"),
    shown=(("code", _("Code")), ("type_sigle", _("Type"))),
)
