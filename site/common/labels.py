"""Names of vocabularies and figures in the languages of the site.

Tag models cannot be translated by wagtail-localize, so each term keeps its labels itself. French stands in the model's
own fields, the other languages in `translations`: `{"en": {"name": "Health and care"}}`.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _


class LocalizedLabels(models.Model):
    """Adds `translations` and `localized(field)`; `labelled_fields` names the fields that may be translated."""

    labelled_fields: ClassVar[tuple[str, ...]] = ("name",)

    translations = models.JSONField(
        _("libellés dans les autres langues"),
        default=dict,
        blank=True,
        help_text=_(
            "Le nom et les textes courts dans chaque langue du site. Sans traduction, le français s’affiche."
        ),
    )

    class Meta:
        abstract = True

    def localized(self, field: str, language: str | None = None) -> str:
        """The label of `field` in `language` (the active one by default), else in French."""
        labels: dict[str, Any] = self.translations.get(language or get_language() or "", {})
        return labels.get(field) or getattr(self, field)

    @property
    def localized_name(self) -> str:
        return self.localized(self.labelled_fields[0])

    def clean(self) -> None:
        super().clean()
        if not isinstance(self.translations, dict):
            raise ValidationError({"translations": _gettext("Attendu : un objet par langue.")})
        languages = {code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
        for language, labels in self.translations.items():
            if language not in languages:
                message = _gettext("« %(language)s » n’est pas une langue du site.") % {"language": language}
                raise ValidationError({"translations": message})
            unknown = set(labels) - set(self.labelled_fields)
            if unknown:
                message = _gettext("Champs inconnus : %(names)s.") % {"names": ", ".join(sorted(unknown))}
                raise ValidationError({"translations": message})
