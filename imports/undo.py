"""Take back what a run wrote, except what somebody has changed or used since."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import Model

from imports.diffing import CHUNK
from imports.enums import Action, Statut
from imports.models import FieldLock, ImportChange, ImportRun
from imports.refresh import refresh_indexes


class NotUndoableError(Exception):
    """Only an applied run can be undone."""


@dataclass(slots=True)
class Undone:
    """How many records went back, and the keys of those left as they are."""

    restored: int = 0
    kept: int = 0


def undo_run(run: ImportRun) -> Undone:
    """Undo in reverse order: links first, then the records they join."""
    result = _undo(run)
    refresh_indexes(run)
    return result


@transaction.atomic
def _undo(run: ImportRun) -> Undone:
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.statut != Statut.APPLIQUE:
        raise NotUndoableError(run.get_statut_display())
    result = Undone()
    for content_type, action, changes in _groups(run):
        model = content_type.model_class()
        if model is None:
            result.kept += len(changes)
            continue
        done = _UNDO[Action(action)](model, changes)
        result.restored += done
        result.kept += len(changes) - done
    run.statut = Statut.ANNULE
    run.save(update_fields=["statut"])
    return result


def _groups(run: ImportRun) -> Iterator[tuple[Any, str, list[ImportChange]]]:
    """Runs of changes of one kind, last first, a thousand at most."""
    changes = run.changements.select_related("content_type").order_by("-pk").iterator(chunk_size=CHUNK)
    group: list[ImportChange] = []
    for change in changes:
        if group and (
            len(group) == CHUNK
            or (change.content_type_id, change.action) != (group[0].content_type_id, group[0].action)
        ):
            yield group[0].content_type, group[0].action, group
            group = []
        group.append(change)
    if group:
        yield group[0].content_type, group[0].action, group


def _delete_created(model: type[Model], changes: list[ImportChange]) -> int:
    keys = {change.cle for change in changes} - _touched(changes)
    while used := {key for relation in _relations(model) for key in _used(model, relation, keys)}:
        keys -= used
    rows = model._base_manager.filter(pk__in=keys)
    for own in (item.field.name for item in _relations(model) if item.related_model is model):
        rows.update(**{own: None})  # records that go together may name one another
    count = rows.count()
    rows.delete()
    return count


def _relations(model: type[Model]) -> list[Any]:
    """What points to a record: reverse relations, named or not, tables of many-to-many links included."""
    relations: list[Any] = list(model._meta.get_fields(include_hidden=True))
    return [item for item in relations if item.auto_created and (item.one_to_many or item.one_to_one)]


def _used(model: type[Model], relation: Any, keys: set[str]) -> set[str]:
    """Those of `keys` that a record which stays points to."""
    name = relation.field.attname
    rows = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
    if relation.related_model is model:
        rows = rows.exclude(pk__in=keys)
    return {str(pk) for pk in rows.order_by().values_list(name, flat=True).distinct()}


def _restore_changed(model: type[Model], changes: list[ImportChange]) -> int:
    current = {
        str(item.pk): item for item in model._base_manager.filter(pk__in=[change.cle for change in changes])
    }
    restored = 0
    for change in changes:
        item = current.get(change.cle)
        if item is None or any(getattr(item, name) != value for name, value in change.apres.items()):
            continue
        for name, value in change.avant.items():
            setattr(item, name, value)
        item.save_base(update_fields=[_field_name(model, name) for name in change.avant], raw=True)
        restored += 1
    return restored


def _restore_removed(model: type[Model], changes: list[ImportChange]) -> int:
    items = [model(**change.avant) for change in changes]
    return len(model._base_manager.bulk_create(items, ignore_conflicts=True))


def _touched(changes: list[ImportChange]) -> set[str]:
    """Records that a person corrected since: they stay."""
    return set(
        FieldLock.objects.filter(
            content_type=changes[0].content_type_id, cle__in=[change.cle for change in changes]
        ).values_list("cle", flat=True)
    )


def _field_name(model: type[Model], attname: str) -> str:
    for item in model._meta.concrete_fields:
        if item.attname == attname:
            return item.name
    raise FieldDoesNotExist(attname)


_UNDO = {
    Action.CREATION: _delete_created,
    Action.MODIFICATION: _restore_changed,
    Action.RETRAIT: _restore_removed,
}
