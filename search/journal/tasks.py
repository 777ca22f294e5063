"""Reading and purging, in the background."""

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from search.journal import files, purging


@task(priority=-20)
def read_journal() -> dict[str, int]:
    """Count what was written since the last time, and erase it."""
    done = files.read_all()
    return {"files": done.files, "lines": done.lines, "refused": done.refused}


@task(priority=-60)
def purge_counts() -> dict[str, int]:
    return purging.purge()


def read_soon() -> None:
    """Every few minutes; nothing to do, or already asked, is not asked again."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=read_journal.module_path)
    if not waiting.exists():
        read_journal.enqueue()


def purge_tonight() -> None:
    purge_counts.enqueue()
