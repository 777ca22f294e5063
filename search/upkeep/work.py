"""What the worker does for an operation: its row says where it stands, readers see nothing of it."""

import logging
import time

from django.utils import timezone
from django.utils.translation import gettext as _

from common.search_documents import sources
from search import queue, reconcile
from search.engine import EngineDownError
from search.rebuild import RebuildRefusedError, rebuild, rollback
from search.upkeep.models import IndexOperation, Operation, State

logger = logging.getLogger("search.upkeep")

#: Seconds between two marks of progress, and between two looks at the queue.
PACE = 0.5


def run(pk: int, *, force: bool = False) -> None:
    """What the worker does. Every failure ends in the row, in words; what serves is left alone."""
    taken = IndexOperation.objects.filter(pk=pk, state__in=[State.WAITING, State.RUNNING])
    if not taken.update(state=State.RUNNING, seen_at=timezone.now()):
        return
    row = IndexOperation.objects.get(pk=pk)
    try:
        row.result = _rebuild(row, force=force) if row.operation == Operation.REBUILD else _roll_back()
        row.state = State.DONE
    except RebuildRefusedError as error:
        row.state, row.error = State.FAILED, _("L’index en service n’a pas changé. %(why)s") % {"why": error}
    except EngineDownError as error:
        row.state, row.error = State.FAILED, _("Elasticsearch ne répond pas : %(why)s") % {"why": error}
    except Exception as error:
        logger.exception("Opération %s sur l’index", row.operation)
        row.state, row.error = State.FAILED, repr(error)[:1000]
    row.ended_at = timezone.now()
    row.save()


def _rebuild(row: IndexOperation, *, force: bool) -> dict[str, int]:
    row.total = sum(source.queryset().order_by().count() for _model, source in sources())
    row.save(update_fields=["total", "seen_at"])
    return rebuild(Progress(row), force=force).counts


def _roll_back() -> dict[str, str]:
    back = rollback()
    if not back:
        raise RebuildRefusedError(_("Aucun index précédent n’est gardé."))
    reconcile.run()  # it missed what changed since
    return back


class Progress:
    """Marks where the rebuild stands; lets the changes of the day through, which wait for the same worker."""

    def __init__(self, row: IndexOperation) -> None:
        self.row = row
        self._before = 0  # contents of the models already read
        self._step = ""
        self._here = 0
        self._marked = 0.0

    def __call__(self, what: str, done: int, _total: int | None) -> None:
        if what != self._step:
            self._before, self._step, self._here = self._before + self._here, what, 0
        self._here = done
        if time.monotonic() - self._marked < PACE and done:
            return
        self._marked = time.monotonic()
        self.row.step, self.row.done = what[:120], min(self._before + done, self.row.total)
        self.row.save(update_fields=["step", "done", "seen_at"])
        if queue.has_due():
            queue.drain()
