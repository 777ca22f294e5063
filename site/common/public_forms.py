"""Public forms without cookie: a signed and dated token, a field that only robots fill, a minimum time.

A token in a cookie would make every page personal. This one is signed with the secret key and bound to one form: a
foreign site cannot make it, a robot that posts at once or leaves the page open for days is asked to start again.
"""

from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Seconds: nobody reads and fills a form faster.
MIN_AGE = 3
#: Seconds: a page left open over lunch still works, one found in a cache of last week does not.
MAX_AGE = 24 * 3600


class PublicForm(forms.Form):
    """`form_name` binds the token to the form; `spam` tells, after validation, that a robot filled it."""

    form_name: ClassVar[str] = ""
    use_required_attribute = False

    site_web_bis = forms.CharField(
        label=gettext_lazy("Ne rien écrire ici"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    jeton = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare()
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{name}_error"}

    def prepare(self) -> None:
        """Choices that depend on what the form is about, before anything is validated."""

    @property
    def spam(self) -> bool:
        return bool(self.data.get("site_web_bis"))

    @property
    def faults(self) -> list[dict[str, str]]:
        """Every message with the id of its field, for the summary above the form."""
        told = [{"texte": str(message), "champ": ""} for message in self.non_field_errors()]
        for field in self:
            label = field.label
            told += [
                {"texte": f"{label} : {message}", "champ": field.id_for_label} for message in field.errors
            ]
        return told

    def fresh_token(self) -> str:
        return signing.dumps(self.form_name, salt=self._salt)

    @property
    def _salt(self) -> str:
        return f"formulaire.{self.form_name}"

    def clean(self) -> dict[str, Any]:
        """The token is said as a general error: what was typed is kept, sending again is enough."""
        cleaned = super().clean() or {}
        token = self.data.get("jeton", "")
        if not self._made_by_us(token, MAX_AGE):
            raise forms.ValidationError(
                _("La page était ouverte depuis longtemps. Tout est gardé : il suffit d’envoyer de nouveau.")
            )
        if self._made_by_us(token, MIN_AGE - 1):
            raise forms.ValidationError(
                _("L’envoi était très rapide. Tout est gardé : relire, puis envoyer de nouveau.")
            )
        return cleaned

    def _made_by_us(self, token: str, max_age: int) -> bool:
        try:
            return bool(signing.loads(token, salt=self._salt, max_age=max_age) == self.form_name)
        except signing.BadSignature:
            return False
