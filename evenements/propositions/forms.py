"""What a school fills in: the same fields for the public form, its correction, and the reading by the team."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.public_forms import PublicForm
from evenements.enums import Accessibilite, Inscription, Public
from evenements.models import Proposition
from evenements.propositions.addresses import address_fault, domains
from evenements.propositions.dates import Creneau
from evenements.propositions.enums import TYPES
from territoires.models import Etablissement

MAX_DATES = 30
#: Nobody announces a school event earlier.
FURTHEST = timedelta(days=550)

DAY = ("jour", "debut", "fin", "precision")
OWN = (
    "titre", "type", "resume", "description", "publics", "accessibilite", "acces", "inscription",
    "inscription_url", "contact_public",
)  # fmt: skip
WHO = ("contact_nom", "contact_courriel")


class DateRow(NamedTuple):
    """The fields of one date."""

    number: int
    jour: forms.BoundField
    debut: forms.BoundField
    fin: forms.BoundField
    precision: forms.BoundField


class OneLine(forms.CharField):
    """Line breaks become spaces: these texts go in titles and in the subject of mails."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


class PropositionFields(forms.Form):
    """`rows` dates are shown; those left empty are skipped."""

    titre = OneLine(
        label=gettext_lazy("Titre"),
        max_length=140,
        help_text=gettext_lazy("Ce qui se passe, et chez qui : « Portes ouvertes du lycée Pasteur »."),
        error_messages={"required": gettext_lazy("Donner un titre.")},
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=[("", gettext_lazy("Choisir")), *TYPES],
        error_messages={"required": gettext_lazy("Choisir le type d’événement.")},
    )
    resume = OneLine(
        label=gettext_lazy("En une phrase"),
        max_length=200,
        help_text=gettext_lazy("Ce qu’on y gagne, en moins de 200 caractères."),
        error_messages={"required": gettext_lazy("Dire en une phrase ce qu’on y fait.")},
    )
    description = forms.CharField(
        label=gettext_lazy("Programme"),
        required=False,
        max_length=3000,
        help_text=gettext_lazy(
            "Texte simple, 3 000 caractères au plus. Une ligne vide sépare deux paragraphes."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    publics = forms.MultipleChoiceField(
        label=gettext_lazy("Pour qui ?"),
        choices=Public.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Cocher au moins un public.")},
    )
    accessibilite = forms.MultipleChoiceField(
        label=gettext_lazy("Accessibilité prévue"),
        choices=Accessibilite.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    acces = OneLine(
        label=gettext_lazy("Pour venir"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Entrée, bâtiment, arrêt de bus, parking."),
    )
    inscription = forms.ChoiceField(label=gettext_lazy("Inscription"), choices=Inscription.choices)
    inscription_url = forms.URLField(
        label=gettext_lazy("Adresse pour s’inscrire"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Adresse incomplète : elle commence par https://.")},
    )
    contact_public = OneLine(
        label=gettext_lazy("Contact affiché sur la page"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Téléphone ou adresse du secrétariat, pour les familles. Facultatif."),
    )

    def __init__(self, *args: Any, rows: int = 1, known: Proposition | None = None, **kwargs: Any) -> None:
        self.rows = max(1, min(rows, MAX_DATES))
        self.known = known
        super().__init__(*args, **kwargs)
        if not hasattr(self, "_prepared"):
            self.prepare()

    def prepare(self) -> None:
        self._prepared = True
        for number in range(1, self.rows + 1):
            self._add_date(number)

    def _add_date(self, number: int) -> None:
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        hour = {"type": "time"}
        self.fields[f"jour_{number}"] = forms.DateField(
            label=_("Jour"), required=False, widget=day,
            error_messages={"invalid": _("Ce jour n’existe pas : jour, mois, année.")},
        )  # fmt: skip
        for name, label in (("debut", _("Début")), ("fin", _("Fin"))):
            self.fields[f"{name}_{number}"] = forms.TimeField(
                label=label, required=False, widget=forms.TimeInput(format="%H:%M", attrs=hour),
                error_messages={"invalid": _("L’heure s’écrit 09:30.")},
            )  # fmt: skip
        self.fields[f"precision_{number}"] = OneLine(label=_("Précision"), required=False, max_length=120)

    @property
    def date_rows(self) -> Iterator[DateRow]:
        for number in range(1, self.rows + 1):
            yield DateRow(number, *(self[f"{name}_{number}"] for name in DAY))

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in OWN]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = [one for number in range(1, self.rows + 1) if (one := self._creneau(number, cleaned))]
        if not found and not any(name.startswith(("jour_", "debut_", "fin_")) for name in self.errors):
            self.add_error("jour_1", _("Il faut au moins une date."))
        if cleaned.get("inscription_url") and cleaned.get("inscription") == Inscription.SANS:
            self.add_error(
                "inscription",
                _("Une adresse est donnée : dire si l’inscription est conseillée ou obligatoire."),
            )
        cleaned["dates"] = [one.as_dict() for one in sorted(found, key=lambda one: (one.jour, one.debut))]
        return cleaned

    def _creneau(self, number: int, cleaned: dict[str, Any]) -> Creneau | None:
        jour, debut, fin, precision = (cleaned.get(f"{name}_{number}") for name in DAY)
        typed = [self.data.get(self.add_prefix(f"{name}_{number}"), "").strip() for name in DAY]
        if not any(typed):
            return None
        for name, value, told in (
            ("jour", jour, _("Donner le jour.")),
            ("debut", debut, _("Donner l’heure de début.")),
            ("fin", fin, _("Donner l’heure de fin.")),
        ):
            if value is None and f"{name}_{number}" not in self.errors:
                self.add_error(f"{name}_{number}", told)
        if jour is None or debut is None or fin is None:
            return None
        one = Creneau(jour.isoformat(), f"{debut:%H:%M}", f"{fin:%H:%M}", precision or "")
        return one if self._plausible(number, jour, one) else None

    def _plausible(self, number: int, jour: date, one: Creneau) -> bool:
        today = timezone.localdate()
        unchanged = self.known is not None and one.jour in {known.jour for known in self.known.creneaux}
        if one.ends <= one.starts:
            self.add_error(f"fin_{number}", _("La fin doit venir après le début."))
        elif jour < today and not unchanged:
            self.add_error(f"jour_{number}", _("Ce jour est passé."))
        elif jour > today + FURTHEST:
            self.add_error(f"jour_{number}", _("Ce jour est trop loin : dix-huit mois au plus."))
        else:
            return True
        return False

    def write(self, proposition: Proposition) -> None:
        """Copy what is valid; the caller saves."""
        for name in OWN:
            setattr(proposition, name, self.cleaned_data[name])
        proposition.dates = self.cleaned_data["dates"]


class PropositionForm(PropositionFields, PublicForm):
    """The public form, for one school. `doublon` is asked once something alike was found."""

    form_name = "proposition"

    contact_nom = OneLine(
        label=gettext_lazy("Personne à joindre"),
        max_length=120,
        help_text=gettext_lazy("Prénom, nom et fonction. Jamais affiché."),
        error_messages={"required": gettext_lazy("Dire qui joindre.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_courriel = forms.EmailField(
        label=gettext_lazy("Courriel professionnel"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Sans adresse, impossible de confirmer."),
            "invalid": gettext_lazy("Adresse incomplète : elle s’écrit nom@ac-lille.fr."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    doublon = forms.BooleanField(
        label=gettext_lazy("C’est un autre événement : l’envoyer quand même"), required=False
    )

    def __init__(self, etablissement: Etablissement, *args: Any, **kwargs: Any) -> None:
        self.etablissement = etablissement
        super().__init__(*args, **kwargs)
        self.fields["contact_courriel"].help_text = _(
            "Jamais affiché. Un lien y est envoyé pour confirmer. Adresses acceptées : %(domaines)s."
        ) % {"domaines": ", ".join(domains(etablissement))}

    def clean_contact_courriel(self) -> str:
        address = str(self.cleaned_data["contact_courriel"])
        if fault := address_fault(address, self.etablissement):
            raise forms.ValidationError(fault)
        return address

    def save(self, language: str) -> Proposition:
        """Waits for the confirmation of its address."""
        proposition = Proposition(langue=language)
        self.write(proposition)
        proposition.place(self.etablissement)
        for name in WHO:
            setattr(proposition, name, self.cleaned_data[name])
        proposition.save()
        return proposition


class CorrectionForm(PropositionFields):
    """What the school corrects by its private link, and what the team edits before it accepts."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{name}_error"}

    faults = PublicForm.faults


def initial_of(proposition: Proposition) -> dict[str, Any]:
    """The fields of a form filled with what is known."""
    values: dict[str, Any] = {name: getattr(proposition, name) for name in OWN}
    for number, one in enumerate(proposition.creneaux, start=1):
        values |= {f"{name}_{number}": getattr(one, name) for name in DAY}
    return values


def asked_rows(data: Any) -> int:
    """How many dates the page that was sent showed, one more when the button asked for it."""
    try:
        shown = int(data.get("lignes", "1"))
    except ValueError:
        shown = 1
    return max(1, min(shown + ("ajouter" in data), MAX_DATES))


def typed(data: Any) -> dict[str, Any]:
    """What was typed, to show again without judging it: somebody only asks for one more date."""
    lists = {"publics", "accessibilite"}
    return {name: data.getlist(name) if name in lists else data.get(name) for name in data}
