"""Fields that several apps use."""

from typing import Any

from django.db import models
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail_localize.fields import BaseTranslatableField


class SlimStreamField(StreamField):
    """A StreamField whose block tree stays out of the migrations.

    A historical model therefore knows no child block: the raw data is carried through untouched, so that a data
    migration which saves such a model loses nothing.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = models.Field.deconstruct(self)
        kwargs.pop("verbose_name", None)
        kwargs.pop("help_text", None)
        return name, path, [], kwargs

    def to_python(self, value: Any) -> Any:
        if self.stream_block.child_blocks or isinstance(value, StreamValue):
            return super().to_python(value)
        return value or []

    def get_prep_value(self, value: Any) -> Any:
        if self.stream_block.child_blocks:
            return super().get_prep_value(value)
        return value


class UntranslatedRelation(BaseTranslatableField):
    """Tells wagtail-localize to leave a tag manager alone: its links are synchronised by their own relation."""
