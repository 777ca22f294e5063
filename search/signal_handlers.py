"""Every change of a registered content reaches the queue, in its own transaction; the task is asked for on commit."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.signals import page_slug_changed, post_page_move

from common.search_documents import Source, documents_changed, source_of, sources
from search import queue, tasks

Change = tuple[str, Any]

#: Fields that a saved draft touches: nothing public changes.
DRAFT_FIELDS = {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}


def _source(instance: Model) -> Source[Any] | None:
    return source_of(type(instance))


def _siblings(instance: Model) -> Iterator[Change]:
    """Translations: whether they stand in for one another changes with this one."""
    if isinstance(instance, TranslatableMixin):
        others = type(instance)._default_manager.filter(translation_key=instance.translation_key)
        label = instance._meta.label_lower
        yield from ((label, pk) for pk in others.exclude(pk=instance.pk).values_list("pk", flat=True))


def _changes(source: Source[Any], instance: Model) -> Iterator[Change]:
    yield instance._meta.label_lower, instance.pk
    yield from _siblings(instance)
    for other in source.affected(instance):
        yield other._meta.label_lower, other.pk


def _queue(changes: Iterable[Change]) -> None:
    if queue.enqueue(changes):
        _wake_on_commit()


def _wake_on_commit() -> None:
    """Once per transaction, however many contents it changes."""
    if not any(callback[1] is tasks.wake for callback in connection.run_on_commit):
        transaction.on_commit(tasks.wake)


def _specific(instance: Model) -> Model:
    """Wagtail sometimes saves the bare `Page`: the registered model is the specific one."""
    return instance.specific_deferred if isinstance(instance, Page) and type(instance) is Page else instance


@receiver(pre_save, dispatch_uid="search.before_save")
def before_save(instance: Model, **_kwargs: Any) -> None:
    """A link that moves from one content to another changes both: the old one is still known here."""
    source = _source(instance)
    if source is None or instance.pk is None or type(source).affected is Source.affected or queue.is_paused():
        return
    old = type(instance)._default_manager.filter(pk=instance.pk).first()
    if old is not None:
        _queue((other._meta.label_lower, other.pk) for other in source.affected(old))


@receiver(post_save, dispatch_uid="search.saved")
def saved(instance: Model, update_fields: Iterable[str] | None = None, **_kwargs: Any) -> None:
    if update_fields is not None and set(update_fields) <= DRAFT_FIELDS:
        return
    content = _specific(instance)
    source = _source(content)
    if source is not None:
        _queue(_changes(source, content))


@receiver(pre_delete, dispatch_uid="search.before_delete")
def before_delete(instance: Model, **_kwargs: Any) -> None:
    """While its relations still exist."""
    source = _source(instance)
    if source is not None:
        _queue(list(_changes(source, instance)))


@receiver(post_delete, dispatch_uid="search.deleted")
def deleted(instance: Model, **_kwargs: Any) -> None:
    if _source(instance) is not None:
        _wake_on_commit()


@receiver(m2m_changed, dispatch_uid="search.relations")
def relations_changed(instance: Any, action: str, **_kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Model):
        saved(instance)


@receiver(documents_changed, dispatch_uid="search.bulk")
def written_in_bulk(sender: type[Model], pks: Iterable[Any], **_kwargs: Any) -> None:
    """An import wrote without signals."""
    if source_of(sender) is not None:
        _queue((sender._meta.label_lower, pk) for pk in pks)


def _below(page: Page) -> Iterator[Change]:
    """The page and all the pages under it: their address or visibility changed."""
    registered = [model for model, _source in sources() if issubclass(model, Page)]
    labels = {
        content_type.pk: model._meta.label_lower
        for model, content_type in ContentType.objects.get_for_models(*registered).items()
    }
    pages = Page.objects.descendant_of(page, inclusive=True).filter(content_type__in=labels)
    yield from ((labels[type_pk], pk) for pk, type_pk in pages.values_list("pk", "content_type_id"))


@receiver(post_page_move, dispatch_uid="search.moved")
@receiver(page_slug_changed, dispatch_uid="search.renamed")
def address_changed(instance: Page, **_kwargs: Any) -> None:
    _queue(_below(instance))


@receiver(post_save, sender=PageViewRestriction, dispatch_uid="search.restricted")
@receiver(post_delete, sender=PageViewRestriction, dispatch_uid="search.opened")
def visibility_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _queue(_below(instance.page))
