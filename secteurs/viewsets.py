"""The vocabularies: the analyst's lists."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from common.tiles import tile_class
from common.viewsets import ContentViewSet, TermChooserViewSet
from secteurs.models import GrandChantier, Secteur, ThemeRev3
from secteurs.panels import CHANTIER_PANELS, term_edit_handler


def tile(term: Any) -> SafeString:
    return format_html('<span class="{}" aria-hidden="true"></span>', tile_class(term))


class TermViewSet(ContentViewSet):
    """One vocabulary."""

    chooser_viewset_class = TermChooserViewSet
    icon = "tag"
    list_display = ["name", Column("tile", label=_("Carreau"), accessor=tile, width="6rem"), "slug", "rang"]
    search_fields = ["name", "resume"]
    search_backend_name = None
    ordering = ["rang", "name"]
    copy_view_enabled = False
    edit_handler = term_edit_handler()


class SecteurViewSet(TermViewSet):
    model = Secteur
    icon = "tag"


class ThemeRev3ViewSet(TermViewSet):
    model = ThemeRev3
    icon = "tag"


class GrandChantierViewSet(TermViewSet):
    model = GrandChantier
    icon = "tag"
    list_display = [
        "name",
        Column("tile", label=_("Carreau"), accessor=tile, width="6rem"),
        Column("secteur", label=_("Secteur"), accessor="secteur.name", sort_key="secteur__name"),
        "lieu",
        "annee_debut",
        "rang",
    ]
    list_filter = ["secteur"]
    edit_handler = term_edit_handler(*CHANTIER_PANELS)
