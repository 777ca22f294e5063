"""What a school writes to invite an ambassador."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambassadeurs.enums import Rencontre
from ambassadeurs.models import AmbassadeurPage, DemandeRencontre
from common.public_forms import PublicForm
from territoires.models import Departement, Etablissement
from territoires.uai import uai_fault

REQUIRED = gettext_lazy("Ce champ est nécessaire pour répondre.")


class InvitationForm(PublicForm):
    """Five questions; the code of the school is optional and finds the rest."""

    form_name = "invitation"

    organisme = forms.CharField(
        label=gettext_lazy("Nom et ville de l’établissement"),
        max_length=160,
        error_messages={"required": REQUIRED},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    uai = forms.CharField(
        label=gettext_lazy("Code UAI, s’il est connu"),
        required=False,
        max_length=8,
        help_text=gettext_lazy("Sept chiffres et une lettre : 0590001A."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    departement = forms.ModelChoiceField(
        label=gettext_lazy("Département"),
        queryset=Departement.objects.order_by("code"),
        empty_label=gettext_lazy("Choisir"),
        error_messages={
            "required": gettext_lazy("Choisir le département : il décide qui répond."),
            "invalid_choice": gettext_lazy("Ce département n’est pas dans la région."),
        },
    )
    contact = forms.CharField(
        label=gettext_lazy("Personne à joindre"),
        max_length=120,
        help_text=gettext_lazy("Prénom, nom et fonction."),
        error_messages={"required": REQUIRED},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    courriel = forms.EmailField(
        label=gettext_lazy("Courriel"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Sans adresse, impossible de répondre."),
            "invalid": gettext_lazy("Adresse incomplète : elle s’écrit nom@exemple.fr."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    rencontre = forms.ChoiceField(
        label=gettext_lazy("Quelle rencontre ?"),
        error_messages={"required": gettext_lazy("Choisir une façon de se rencontrer.")},
    )
    message = forms.CharField(
        label=gettext_lazy("Classe, dates possibles, attentes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, ambassadeur: AmbassadeurPage, *args: Any, **kwargs: Any) -> None:
        self.ambassadeur = ambassadeur
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["rencontre"].choices = meetings(self.ambassadeur)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_uai(self) -> str:
        value = str(self.cleaned_data["uai"]).strip().upper()
        if value and (fault := uai_fault(value)):
            raise forms.ValidationError(fault)
        return value

    def save(self) -> DemandeRencontre:
        data = self.cleaned_data
        etablissement = Etablissement.objects.filter(uai=data["uai"]).first() if data["uai"] else None
        return DemandeRencontre.objects.create(
            ambassadeur=self.ambassadeur,
            etablissement=etablissement,
            departement=data["departement"],
            organisme=data["organisme"],
            contact=data["contact"],
            courriel=data["courriel"],
            rencontre=data["rencontre"],
            message=data["message"],
        )


def meetings(ambassadeur: AmbassadeurPage) -> list[tuple[str, Any]]:
    """What the person accepts to do; everything when they did not say."""
    offered = [choice for choice in Rencontre.choices if choice[0] in ambassadeur.rencontres]
    return [("", _("Choisir")), *(offered or Rencontre.choices)]
