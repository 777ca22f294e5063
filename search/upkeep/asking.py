"""From a button to the worker: one operation at a time, kept in a row that says where it stands."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from search.upkeep.models import IndexOperation, Operation, State
from search.upkeep.tasks import run_operation

#: Without a sign of life for so long, its worker is dead.
ABANDONED = timedelta(minutes=10)


class AlreadyRunningError(Exception):
    """One operation at a time."""


def ask(operation: Operation, by: Any, *, force: bool = False) -> IndexOperation:
    """Queue it; raises `AlreadyRunningError`."""
    _bury_abandoned()
    try:
        with transaction.atomic():
            if running() is not None:
                raise AlreadyRunningError
            row = IndexOperation.objects.create(operation=operation, by=by)
            run_operation.enqueue(row.pk, force)
    except IntegrityError as error:
        raise AlreadyRunningError from error
    return row


def running() -> IndexOperation | None:
    return IndexOperation.objects.filter(state__in=[State.WAITING, State.RUNNING]).first()


def _bury_abandoned() -> None:
    limit = timezone.now() - ABANDONED
    IndexOperation.objects.filter(state__in=[State.WAITING, State.RUNNING], seen_at__lt=limit).update(
        state=State.FAILED,
        error=_("Interrompue : le travailleur de fond s’est arrêté."),
        ended_at=timezone.now(),
    )
