"""The menu of the back-office, grouped as writers and the analyst think; lists of pages that no lower app owns."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup

from ambassadeurs.viewsets import AmbassadeurListing, DemandeViewSet
from chiffres.viewsets import ChiffreViewSet
from common.listings import ContentListing, ReviewDateColumn, ReviewedFilterSet
from common.viewsets import ContentViewSet
from evenements.propositions.viewsets import PropositionViewSet
from formations.viewsets import FormationListing, OffreViewSet
from home.glossaire import ENTREE_PANELS
from home.models import ChantierPage, EntreeGlossaire, PageLibre, SecteurPage, ThemeRev3Page
from metiers.viewsets import MetierListing
from referentiels.viewsets import (
    CentreInteretViewSet,
    FormationOnisepViewSet,
    MetierOnisepViewSet,
    RomeViewSet,
)
from secteurs.viewsets import GrandChantierViewSet, SecteurViewSet, ThemeRev3ViewSet
from territoires.viewsets import (
    BassinViewSet,
    CommuneViewSet,
    DepartementViewSet,
    EtablissementViewSet,
    ReferentViewSet,
)


def _reviewed(model: type, name: str, label: Any, icon: str) -> ContentListing:
    filters = type(
        f"{model.__name__}FilterSet",
        (ReviewedFilterSet,),
        {"Meta": type("Meta", (), {"model": model, "fields": []})},
    )
    return ContentListing(
        name,
        model=model,
        menu_label=label,
        icon=icon,
        filterset_class=filters,
        extra_columns=(ReviewDateColumn("relu_le", label=_("Relue"), sort_key="relu_le"),),
    )


class ContenusGroup(ViewSetGroup):
    menu_label = _("Contenus")
    menu_name = "contenus"
    menu_icon = "doc-full"
    menu_order = 200
    items = (
        MetierListing,
        FormationListing,
        AmbassadeurListing,
        _reviewed(SecteurPage, "pages-secteurs", _("Pages de secteur"), "tag"),
        _reviewed(ThemeRev3Page, "pages-rev3", _("Pages REV3"), "tag"),
        _reviewed(ChantierPage, "pages-chantiers", _("Pages de grand chantier"), "tag"),
        _reviewed(PageLibre, "pages-libres", _("Pages libres"), "doc-full"),
    )


class DonneesGroup(ViewSetGroup):
    menu_label = _("Données")
    menu_name = "donnees"
    menu_icon = "table"
    menu_order = 220
    items = (
        ChiffreViewSet,
        OffreViewSet,
        EtablissementViewSet,
        ReferentViewSet,
        RomeViewSet,
        CentreInteretViewSet,
        FormationOnisepViewSet,
        MetierOnisepViewSet,
        CommuneViewSet,
        BassinViewSet,
        DepartementViewSet,
    )


class EntreeGlossaireViewSet(ContentViewSet):
    model = EntreeGlossaire
    icon = "openquote"
    menu_label = _("Mots du glossaire")
    list_display = ["mot", "sigle", "definition", Column("page", label=_("Page qui aide"), accessor="page")]
    search_fields = ["mot", "sigle", "definition"]
    search_backend_name = None
    list_per_page = 100
    copy_view_enabled = False
    edit_handler = ENTREE_PANELS


class VocabulairesGroup(ViewSetGroup):
    menu_label = _("Vocabulaires")
    menu_name = "vocabulaires"
    menu_icon = "tag"
    menu_order = 230
    items = (SecteurViewSet, ThemeRev3ViewSet, GrandChantierViewSet, EntreeGlossaireViewSet)


class DemandesGroup(ViewSetGroup):
    menu_label = _("Demandes")
    menu_name = "demandes"
    menu_icon = "mail"
    menu_order = 240
    items = (PropositionViewSet, DemandeViewSet)
