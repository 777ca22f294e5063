"""A link to a page of the site or to another address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from common.navigation import address_of


class LienValue(blocks.StructValue):
    """`href`: the address, in the reader's language when the page exists in it."""

    @property
    def href(self) -> str:
        page = self.get("page")
        return address_of(page) if page else self.get("url", "")


class LienBlock(blocks.StructBlock):
    texte = blocks.CharBlock(label=_("texte"), max_length=90, help_text=_("Ce que la personne va trouver."))
    page = blocks.PageChooserBlock(
        label=_("page du site"), required=False, help_text=_("Une page du site, ou…")
    )
    url = blocks.URLBlock(
        label=_("autre adresse"), required=False, help_text=_("… l’adresse d’un autre site.")
    )

    class Meta:
        label = _("lien")
        icon = "link"
        value_class = LienValue
        template = "components/lien/lien.html"
        description = _("Un lien vers une page du site ou une adresse.")
        preview_value = {"texte": "Devenir soudeuse, soudeur", "url": "https://example.org/"}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            message = _gettext("Choisir une page du site ou écrire une adresse, l’une des deux.")
            raise blocks.StructBlockValidationError({"page": ValidationError(message)})
        return cleaned
