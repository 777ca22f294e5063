"""Bulk writes send no signal: tell the search engine and the back-office's own index what an import wrote."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Model
from wagtail.search import index
from wagtail.search.backends import get_search_backends

from common.search_documents import documents_changed, is_declared
from imports.diffing import CHUNK
from imports.models import ImportRun


def refresh_indexes(run: ImportRun) -> None:
    """Send the keys written, a thousand at a time."""
    for content_type_id in run.changements.values_list("content_type", flat=True).distinct().order_by():
        changes = run.changements.filter(content_type=content_type_id)
        model = changes.select_related("content_type")[0].content_type.model_class()
        if model is None:
            continue
        for keys in _chunks(changes):
            _refresh(model, keys)


def _refresh(model: type[Model], keys: list[str]) -> None:
    if is_declared(model):
        documents_changed.send(sender=model, pks=[model._meta.pk.to_python(key) for key in keys])
    if issubclass(model, index.Indexed):
        items = list(model.get_indexed_objects().filter(pk__in=keys))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, items)


def _chunks(changes: Any) -> Iterator[list[str]]:
    keys = changes.order_by("pk").values_list("cle", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(keys, CHUNK)):
        yield chunk
