"""The block that shows figures inside a text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ChiffresBlock(blocks.StructBlock):
    titre = blocks.CharBlock(label=_("titre"), max_length=90, help_text=_("Ce que ces chiffres racontent."))
    chiffres = blocks.ListBlock(
        SnippetChooserBlock("chiffres.Chiffre", label=_("chiffre")),
        label=_("chiffres"),
        min_num=1,
        max_num=4,
        help_text=_("Un à quatre chiffres publiés, chacun avec sa source."),
    )

    class Meta:
        label = _("chiffres")
        icon = "table"
        template = "components/chiffres/chiffres_block.html"
        description = _("Un à quatre chiffres avec leur source et leur année.")
        preview_value = {"titre": "Et après ?", "chiffres": []}
