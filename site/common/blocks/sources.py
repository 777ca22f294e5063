"""The dated source of a fact."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SourceBlock(blocks.StructBlock):
    titre = blocks.CharBlock(
        label=_("titre"), max_length=200, help_text=_("Nom du document ou de la page, tel qu’il est publié.")
    )
    editeur = blocks.CharBlock(
        label=_("qui publie"), max_length=120, help_text=_("L’organisme qui publie : INSEE, France Travail…")
    )
    date = blocks.DateBlock(
        label=_("date"), help_text=_("Jour de publication, à défaut jour où la page a été consultée.")
    )
    url = blocks.URLBlock(label=_("adresse"), required=False, help_text=_("Là où chacun peut vérifier."))

    class Meta:
        label = _("source")
        icon = "doc-full"
        template = "components/source/source.html"
        description = _("Une source datée : qui publie, quoi, quand, où vérifier.")
        preview_value = {
            "titre": "Enquête Besoins en main-d’œuvre",
            "editeur": "France Travail",
            "date": "2025-04-15",
            "url": "https://example.org/",
        }
