"""What a writer sees: help in French on every field, a picture of every block."""

from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.blocks import Block, FieldBlock, ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.models import get_snippet_models

from tests.architecture.registered import our_models, our_pages
from tests.architecture.source import layers

WAGTAIL_FIELDS = {field.name for field in (*Page._meta.get_fields(), *DraftStateMixin._meta.get_fields())}


def edited_models() -> list[type[Any]]:
    snippets = [model for model in get_snippet_models() if model._meta.app_label in layers()]
    return [*our_pages(), *snippets]


def edit_handler(model: type[Any]) -> Panel:
    return model.get_edit_handler() if issubclass(model, Page) else model.snippet_viewset._edit_handler


def field_panels(panel: Panel) -> Iterator[FieldPanel]:
    if isinstance(panel, FieldPanel):
        yield panel
    if isinstance(panel, InlinePanel):
        yield from field_panels(panel.child_edit_handler)
    for child in getattr(panel, "children", []):
        yield from field_panels(child)


def is_ours(panel: FieldPanel) -> bool:
    """Wagtail's own fields (title, slug, dates of publication) come with its own texts."""
    return panel.db_field is not None and panel.db_field.name not in WAGTAIL_FIELDS


@pytest.mark.parametrize("model", edited_models(), ids=lambda model: model.__name__)
def test_every_field_that_a_writer_sees_has_help(model: type[Any]) -> None:
    panels = [panel for panel in field_panels(edit_handler(model)) if is_ours(panel)]
    silent = [panel for panel in panels if not (panel.help_text or panel.db_field.help_text)]
    assert [f"{panel.model.__name__}.{panel.field_name}" for panel in silent] == []


def stream_fields() -> list[Any]:
    fields = [
        (model, f) for model in our_models() for f in model._meta.local_fields if isinstance(f, StreamField)
    ]
    return [pytest.param(field, id=f"{model.__name__}.{field.name}") for model, field in fields]


def blocks_below(block: Block, path: str = "") -> Iterator[tuple[str, Block]]:
    children = {}
    if isinstance(block, StreamBlock | StructBlock):
        children = block.child_blocks
    elif isinstance(block, ListBlock):
        children = {"item": block.child_block}
    if isinstance(block, StructBlock) and type(block).__module__.startswith("wagtail."):
        return  # Wagtail's own, with its own texts
    for name, child in children.items():
        yield f"{path}{name}", child
        yield from blocks_below(child, f"{path}{name}.")


@pytest.mark.parametrize("field", stream_fields())
def test_every_field_of_a_block_has_help(field: StreamField) -> None:
    leaves = [
        (path, block) for path, block in blocks_below(field.stream_block) if isinstance(block, FieldBlock)
    ]
    in_lists = [path for path, _block in leaves if path.endswith(".item")]
    silent = [path for path, block in leaves if not block.field.help_text]
    assert sorted(set(silent) - set(in_lists)) == []


@pytest.mark.parametrize("field", stream_fields())
def test_every_block_shows_a_preview_and_says_what_it_is(field: StreamField) -> None:
    streams = [("", field.stream_block), *blocks_below(field.stream_block)]
    choices = [
        (f"{path}.{name}", child)
        for path, block in streams
        if isinstance(block, StreamBlock)
        for name, child in block.child_blocks.items()
    ]
    assert [path for path, block in choices if not block.is_previewable] == []
    assert [path for path, block in choices if not block.get_description()] == []
