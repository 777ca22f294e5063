"""Labels in other languages: one field per language and text, instead of a box of JSON."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel

TEMPLATE = "wagtailadmin/widgets/libelles.html"


def _languages() -> list[tuple[str, Any]]:
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class LabelsWidget(forms.Widget):
    """`fields`: pairs of the name and French label of what may be translated."""

    def __init__(self, fields: list[tuple[str, str]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.labels = fields

    def format_value(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else (value or {})

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        labels = self.format_value(value)
        inputs = [
            {
                "name": self.key(name, code, field),
                "label": label,
                "language": language,
                "code": code,
                "value": labels.get(code, {}).get(field, ""),
            }
            for code, language in _languages()
            for field, label in self.labels
        ]
        return SafeString(render_to_string(TEMPLATE, {"inputs": inputs, "id": (attrs or {}).get("id", "")}))

    @staticmethod
    def key(name: str, code: str, field: str) -> str:
        return f"{name}-{code}-{field}"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        labels: dict[str, dict[str, str]] = {}
        for code, _language in _languages():
            written = {
                field: text
                for field, _label in self.labels
                if (text := (data.get(self.key(name, code, field)) or "").strip())
            }
            if written:
                labels[code] = written
        return json.dumps(labels)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)


class LabelsPanel(FieldPanel):
    """Panel of the `translations` of a model with `LocalizedLabels`."""

    def get_form_options(self) -> dict[str, Any]:
        fields = [
            (name, str(self.model._meta.get_field(name).verbose_name)) for name in self.model.labelled_fields
        ]
        return super().get_form_options() | {"widgets": {self.field_name: LabelsWidget(fields)}}
