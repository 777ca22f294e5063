"""Hundreds of linked contents are written at once: each index is told at the end, once, instead of at every save."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import RelatedFields, get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from common.search_documents import documents_changed, sources
from search import queue
from territoires.models import Etablissement

# Only their offers change here, and those are not in the documents of the 1,000 others.
SETTLED = (Etablissement,)


@contextmanager
def quiet() -> Iterator[None]:
    """The back-office search, the index of references and the public search engine hear nothing."""
    models = list(get_indexed_models())
    heard = [model for model in models if post_save.disconnect(post_save_signal_handler, sender=model)]
    try:
        with disable_reference_index_auto_update(), queue.paused():
            yield
    finally:
        for model in heard:
            post_save.connect(post_save_signal_handler, sender=model)


def announce(written: Iterable[Model]) -> None:
    """Tells the three indexes what was written. All contents link to one another: all documents are made again."""
    instances = sorted(written, key=lambda instance: instance._meta.label_lower)
    if not instances:
        return
    for model, group in groupby(instances, key=type):
        _index(model, [instance.pk for instance in group])
    for model, _source in sources():
        if model not in SETTLED:
            documents_changed.send(sender=model, pks=model._default_manager.values_list("pk", flat=True))


def _index(model: type[Any], keys: list[object]) -> None:
    """The search of the back-office and the index of references, for the objects of one model."""
    query = model._default_manager.filter(pk__in=keys)
    if model in get_indexed_models():
        for related in model.get_search_fields():
            if isinstance(related, RelatedFields):
                query = related.select_on_queryset(query)
    found = list(query)
    if model in get_indexed_models():
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, found)
    if ReferenceIndex.model_is_indexable(model):
        write_references(model, found)


def write_references(model: type[Model], found: list[Model]) -> None:
    """What `create_or_update_for_object` does, with one insert for all the objects that have no reference yet."""
    base = ContentType.objects.get_for_model((model, *model._meta.get_parent_list())[-1])
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    indexed = ReferenceIndex.objects.filter(base_content_type=base).values_list("object_id", flat=True)
    known = set(indexed.distinct())
    rows = []
    for instance in found:
        if str(instance.pk) in known:
            ReferenceIndex.create_or_update_for_object(instance)
            continue
        rows += [
            ReferenceIndex(
                content_type=content_type,
                base_content_type=base,
                object_id=instance.pk,
                to_content_type_id=to_type,
                to_object_id=to_pk,
                model_path=model_path,
                content_path=path,
                content_path_hash=ReferenceIndex._get_content_path_hash(path),
            )
            for to_type, to_pk, model_path, path in set(
                ReferenceIndex._extract_references_from_object(instance)
            )
        ]
    ReferenceIndex.objects.bulk_create(rows, batch_size=1000)
