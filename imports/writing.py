"""Write a difference in bulk, and keep what each record was: provenance, and what undo needs."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model

from imports.diffing import CHUNK, Diff
from imports.enums import Action
from imports.models import FieldLock, ImportChange, ImportRun
from imports.source import Table


def write(run: ImportRun, table: Table, difference: Diff) -> None:
    """Apply one chunk. Foreign keys are checked at the end of the transaction."""
    added = table.model._base_manager.bulk_create([table.model(**values) for values in difference.added])
    if difference.changed:
        _update(table, difference)
    if difference.proposals:
        FieldLock.objects.bulk_update(difference.proposals, ["propose"])
    _remember(run, table.model, Action.CREATION, ((item.pk, {}, {}) for item in added))
    _remember(
        run,
        table.model,
        Action.MODIFICATION,
        ((item.pk, item.before, item.after) for item in difference.changed),
    )


def _update(table: Table, difference: Diff) -> None:
    names = sorted({name for item in difference.changed for name in item.after})
    known = table.model._base_manager.in_bulk([item.pk for item in difference.changed])
    for item in difference.changed:
        for name, value in item.after.items():
            setattr(known[item.pk], name, value)
    table.model._base_manager.bulk_update(
        list(known.values()), [table.model_field(name).name for name in names], batch_size=CHUNK
    )


def remove(run: ImportRun, table: Table, pks: list[Any]) -> None:
    """Delete links that their owner lost, keeping their values."""
    for start in range(0, len(pks), CHUNK):
        rows = table.model._base_manager.filter(pk__in=pks[start : start + CHUNK])
        kept = list(rows.values("pk", *table.columns))
        _remember(run, table.model, Action.RETRAIT, ((row["pk"], row, {}) for row in kept))
        rows.delete()


def refresh_statistics(model: type[Model]) -> None:
    """What PostgreSQL plans by: it still believes empty a table that this transaction has filled."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _remember(
    run: ImportRun,
    model: type[Model],
    action: Action,
    changes: Iterator[tuple[Any, dict[str, Any], dict[str, Any]]],
) -> None:
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    ImportChange.objects.bulk_create(
        ImportChange(
            run=run, content_type=content_type, cle=str(pk), action=action, avant=before, apres=after
        )
        for pk, before, after in changes
    )
