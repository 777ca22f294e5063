"""Form fields of the back-office that several apps use."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override

from common.tiles import TileCheckboxes, TileRadios


class VocabularyField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """Terms of a controlled vocabulary, chosen among all of them. An unknown term is an error, never dropped."""

    widget = TileCheckboxes
    default_error_messages = {
        "invalid_choice": _("« %(value)s » n’est pas un terme du vocabulaire : rien n’a été changé."),
        "invalid_pk_value": _("« %(pk)s » n’est pas un terme du vocabulaire : rien n’a été changé."),
    }


class TermField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """One term of a controlled vocabulary."""

    widget = TileRadios

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "empty_label": None})


class ArrayChoiceField(forms.TypedMultipleChoiceField):
    """Check boxes for an ArrayField whose base field has choices."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, base_field: Any, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(choices=base_field.choices, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(initial or []) != set(data or [])


def _array_override(db_field: Any) -> dict[str, Any]:
    return {"form_class": ArrayChoiceField} if db_field.base_field.choices else {}


register_form_field_override(ArrayField, override=_array_override)
