"""Background work of the search, run by `manage.py worker`."""

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from search import queue, rebuild, reconcile
from search.engine import EngineDownError, alias, index_behind
from search.index.definition import LANGUAGES


@task(priority=50)
def drain() -> dict[str, int]:
    """Bring the stores up to date with the queue; what failed is tried again later."""
    result = queue.drain()
    due = queue.next_due()
    if due is not None and not _waiting(later=True):
        drain.using(run_after=due).enqueue()
    return {"done": result.done, "failed": result.failed}


@task(priority=-50)
def reconcile_all() -> dict[str, int]:
    """Compare models, PostgreSQL and Elasticsearch, and repair."""
    return reconcile.run().as_dict()


def _missing() -> bool:
    """Whether a language has no serving index; a server that does not answer has nothing to say."""
    try:
        return any(index_behind(alias(language)) is None for language in LANGUAGES)
    except EngineDownError:
        return False


@task(priority=-10)
def restore() -> dict[str, int]:
    """Build again indexes that were removed: readers are answered by PostgreSQL meanwhile."""
    if not _missing():
        return {}
    try:
        return rebuild.rebuild().counts
    except (rebuild.RebuildRefusedError, EngineDownError):
        return {}  # someone else is at it, or the server left: seen again in a minute


def restore_if_missing() -> None:
    """Each minute: recovery needs nobody, even when the index is gone."""
    waiting = DBTaskResult.objects.filter(
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING], task_path=restore.module_path
    )
    if _missing() and not waiting.exists():
        restore.enqueue()


def _waiting(*, later: bool) -> bool:
    """Whether a pass already waits, now or later."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=drain.module_path)
    postponed = Q(run_after__gt=timezone.now(), run_after__year__lt=9999)
    return ready.filter(postponed if later else ~postponed).exists()


def wake() -> None:
    """Ask for a pass, unless one waits already."""
    if not _waiting(later=False):
        drain.enqueue()


def drain_if_needed() -> None:
    """The safety net of each minute: rows whose pass was lost between commit and enqueueing."""
    if queue.has_due():
        wake()


def reconcile_tonight() -> None:
    reconcile_all.enqueue()
