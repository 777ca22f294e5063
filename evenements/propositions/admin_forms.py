"""Forms of the team on one proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evenements.propositions.finding import school
from territoires.uai import uai_fault


class RefusalForm(forms.Form):
    raison = forms.CharField(
        label=_("Raison, envoyée à l’établissement"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Sans raison, l’établissement ne saurait pas quoi corriger.")},
    )


class DesignationForm(forms.Form):
    """By UAI: the list of établissements, one click away, gives it."""

    uai = forms.CharField(
        label=_("UAI de l’établissement"),
        max_length=8,
        error_messages={"required": _("Donner l’UAI.")},
        help_text=_("Sept chiffres et une lettre. La liste des établissements le donne."),
    )

    def clean_uai(self) -> Any:
        code = str(self.cleaned_data["uai"]).strip().upper()
        if fault := uai_fault(code):
            raise forms.ValidationError(fault)
        found = school(code)
        if found is None:
            raise forms.ValidationError(_("Aucun établissement ouvert de la région n’a cet UAI."))
        return found
