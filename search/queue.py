"""The queue of changed objects: written in the transaction that changes them, emptied by a background task.

A row is claimed, then the version is taken, then the content is read. Whoever reads later holds the higher version
and sees at least as much, so workers may run side by side and a job may be done twice.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from search import store
from search.engine import EngineDownError
from search.indexing import refresh
from search.models import QueuedChange

logger = logging.getLogger("search.queue")

BATCH = 200
#: Longest pause between two tries: recovery needs nobody and does not wait.
LONGEST_PAUSE = 30


_paused: ContextVar[bool] = ContextVar("search.queue.paused", default=False)


@contextmanager
def paused() -> Iterator[None]:
    """A loader that writes hundreds of linked contents says at the end what changed, by `documents_changed`."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


def is_paused() -> bool:
    return _paused.get()


def enqueue(changes: Iterable[tuple[str, Any]]) -> int:
    """Queue (model label, primary key) pairs; returns how many."""
    if _paused.get():
        return 0
    rows = [QueuedChange(model=label, object_pk=str(pk)) for label, pk in dict.fromkeys(changes)]
    QueuedChange.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


@dataclass(slots=True)
class Drained:
    """What one pass did."""

    done: int = 0
    failed: int = 0


def _claim() -> list[QueuedChange]:
    ready = Q(not_before__isnull=True) | Q(not_before__lte=timezone.now())
    return list(QueuedChange.objects.select_for_update(skip_locked=True).filter(ready).order_by("pk")[:BATCH])


def _grouped(rows: Iterable[QueuedChange]) -> dict[str, set[str]]:
    changes: dict[str, set[str]] = {}
    for row in rows:
        changes.setdefault(row.model, set()).add(row.object_pk)
    return changes


def _postpone(rows: Collection[QueuedChange], error: Exception) -> None:
    for row in rows:
        pause = min(2**row.attempts, LONGEST_PAUSE)
        row.attempts = min(row.attempts + 1, 1000)
        row.not_before = timezone.now() + timedelta(seconds=pause)
        row.error = f"{type(error).__name__}: {error}"[:1000]
    QueuedChange.objects.bulk_update(rows, ["attempts", "not_before", "error"])


def _try(rows: list[QueuedChange]) -> Exception | None:
    try:
        refresh(_grouped(rows), store.now_version())
    except EngineDownError as error:
        return error
    except Exception as error:
        logger.exception("Indexation de %s changements", len(rows))
        return error
    return None


def _process(rows: list[QueuedChange]) -> Drained:
    """All at once; when one content breaks the batch, one by one, so that it stops only itself."""
    error = _try(rows)
    if error is None:
        QueuedChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return Drained(done=len(rows))
    if isinstance(error, EngineDownError) or len(rows) == 1:
        _postpone(rows, error)
        return Drained(failed=len(rows))
    result = Drained()
    for row in rows:
        part = _process([row])
        result.done += part.done
        result.failed += part.failed
    return result


def drain() -> Drained:
    """Process everything that is due."""
    total = Drained()
    while True:
        with transaction.atomic():
            rows = _claim()
            if not rows:
                return total
            part = _process(rows)
        total.done += part.done
        total.failed += part.failed


def next_due() -> datetime | None:
    """When the earliest postponed change may be tried again."""
    return QueuedChange.objects.aggregate(next=Min("not_before"))["next"]


def has_due() -> bool:
    ready = Q(not_before__isnull=True) | Q(not_before__lte=timezone.now())
    return QueuedChange.objects.filter(ready).exists()
