"""Bulk writes send no signal: tell the search engine what an import wrote."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType

from common.search_documents import documents_changed, source_of
from imports.diffing import CHUNK
from imports.models import ImportRun


def refresh_indexes(run: ImportRun) -> None:
    """Send the keys written, a thousand at a time, for the models that are searched."""
    for content_type_id in run.changements.values_list("content_type", flat=True).distinct().order_by():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is None or source_of(model) is None:
            continue
        for keys in _chunks(run.changements.filter(content_type=content_type_id)):
            documents_changed.send(sender=model, pks=[model._meta.pk.to_python(key) for key in keys])


def _chunks(changes: Any) -> Iterator[list[str]]:
    keys = changes.order_by("pk").values_list("cle", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(keys, CHUNK)):
        yield chunk
