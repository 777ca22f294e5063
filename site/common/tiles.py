"""Choices that a writer makes by sight: each with its tile, its name and, where there is one, its sentence."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

TILES = "wagtailadmin/widgets/carreaux.html"


def tile_class(term: Any) -> str:
    """CSS classes of the drawing: `s-mer`, or `c-theme-energie` for a tile of its own."""
    icone: str = term.icone
    if icone.startswith(("theme-", "chantier-")):
        return f"carreau carreau--mini c-{icone}"
    return f"carreau carreau--mini {term.css_class}"


class TileMixin:
    """Adds the tile and the sentence of a term to each option; rendered by the project's own template."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]  # a Django widget
        term = getattr(value, "instance", None)
        option["tile"] = tile_class(term) if term is not None else ""
        option["sentence"] = term.resume if term is not None else ""
        return option

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """By the template engine of the site: form renderers do not look into `templates/`."""
        return SafeString(render_to_string(TILES, context))


class TileCheckboxes(TileMixin, forms.CheckboxSelectMultiple):
    """Several terms."""


class TileRadios(TileMixin, forms.RadioSelect):
    """One term."""
