"""The list of figures: what is measured, where from, which year."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, UpdatedAtColumn

from chiffres.models import Chiffre
from common.viewsets import ContentViewSet


class ChiffreViewSet(ContentViewSet):
    model = Chiffre
    icon = "table"
    list_display = [
        "libelle",
        Column("affichage", label=_("Valeur"), accessor="affichage", sort_key="valeur"),
        "nature",
        "grain",
        "annee",
        "source_editeur",
        UpdatedAtColumn(),
    ]
    list_filter = ["nature", "grain", "diffusion", "annee", "departement", "live"]
    list_export = [
        "cle",
        "libelle",
        "affichage",
        "nature",
        "grain",
        "annee",
        "source_editeur",
        "source_titre",
    ]
