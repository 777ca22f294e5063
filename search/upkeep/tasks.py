"""Operations on the index, run by the worker."""

from django_tasks import task

from search.upkeep.work import run


@task(priority=10)
def run_operation(pk: int, force: bool) -> None:
    """Asked by `search.upkeep.asking`."""
    run(pk, force=force)
