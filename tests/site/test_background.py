"""Background work: whatever is published, moved or removed, no task ends in failure."""

import pytest
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from evenements.models import Evenement
from tests.architecture.registered import our_pages
from tests.plugins import postgres
from tests.plugins.run import index_prefix

pytestmark = [pytest.mark.seeded, pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def run_worker() -> None:
    """The real worker, in a process of its own, on an index of its own."""
    ours("worker", "--batch")


def ours(*command: str) -> None:
    postgres.django([*command], connection.settings_dict["NAME"], INDEX_PREFIX=index_prefix("taches"))


def test_no_background_task_fails() -> None:
    """What is removed is removed once its indexing is done: Wagtail's own task fails on what is no more."""
    ours("search_index", "rebuild")
    run_worker()
    for model in our_pages():
        page = model.objects.live().first()
        page.save_revision().publish()
    event = Evenement.objects.filter(live=True)[0]
    event.save_revision().publish()
    run_worker()
    Page.objects.live().filter(numchild=0).last().specific.unpublish()
    event.delete()
    run_worker()
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    assert [(task.task_path, task.traceback[-500:]) for task in failed] == []
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__isnull=True).exists()
