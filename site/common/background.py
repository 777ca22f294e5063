"""Periodic care of the background tasks themselves."""

from datetime import time, timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common.publish_due import publish_due
from common.schedule import daily, every

#: No task of ours lasts as long: its worker was killed.
ABANDONED_AFTER = timedelta(minutes=30)
MAX_ATTEMPTS = 3


def requeue_abandoned() -> int:
    """Tasks whose worker died in the middle run again, a few times."""
    count = 0
    for result in DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - ABANDONED_AFTER
    ):
        if len(result.worker_ids) < MAX_ATTEMPTS:
            result.status = TaskResultStatus.READY
            result.save(update_fields=["status"])
            count += 1
        else:
            result.set_failed(TimeoutError("abandoned by its worker"))
    return count


def prune_results() -> None:
    """Finished tasks are kept two weeks."""
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)


def register_jobs() -> None:
    every(minutes=1)(publish_due)
    every(minutes=10)(requeue_abandoned)
    daily(at=time(2, 40))(prune_results)
