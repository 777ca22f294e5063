"""Form fields of the back-office that several apps use."""

from typing import Any

from django import forms


class VocabularyField(forms.ModelMultipleChoiceField):
    """Terms of a controlled vocabulary, chosen among all of them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", None)
        super().__init__(*args, **kwargs)
