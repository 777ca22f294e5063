"""The worker in its own process: woken at commit, graceful, back after PostgreSQL."""

import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common.background import requeue_abandoned
from common.publish_due import publish_due
from search import tasks
from search.models import QueuedChange
from tests.search.factories import Tree
from tests.search.processes import Command, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.integration]

#: What the issue asks for, from the approval to the answer of the search.
SOON = 2.0


@pytest.fixture
def worker(search_server: str, db: None, tmp_path: Path) -> Iterator[Command]:
    command = Command(tmp_path, "worker")
    command.says("prêt")
    yield command
    command.kill()


def suggested(client: Client, q: str) -> list[str]:
    groups = client.get("/suggest/", {"q": q}).json()["groups"]
    return [item["title"] for group in groups for item in group["items"]]


def test_a_page_approved_by_another_person_is_found_within_two_seconds(
    site: Tree, indexed: Callable[[], None], worker: Command, client: Client
) -> None:
    writer, reviewer = (
        User.objects.create_user(name, f"{name}@example.org", "x") for name in ("alix", "sam")
    )
    writer.groups.add(Group.objects.get(name="Rédaction"))
    reviewer.groups.add(Group.objects.get(name="Responsable éditorial"))
    page = site.metier("Soudeuse, soudeur")
    indexed()
    wait_until(lambda: not QueuedChange.objects.exists(), 5)
    page.title = "Chaudronnière, chaudronnier"
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    assert suggested(client, "chaudro") == []
    page.current_workflow_task_state.approve(user=reviewer)
    waited = wait_until(lambda: suggested(client, "chaudro") == ["Chaudronnière, chaudronnier"], 10)
    assert waited <= SOON
    assert client.get(page.url).status_code == 200
    assert "Chaudronnière" in client.get(page.url).content.decode()
    page.refresh_from_db()
    page.unpublish()
    assert wait_until(lambda: suggested(client, "chaudro") == [], 10) <= SOON
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).exists()


def test_what_is_withdrawn_leaves_within_two_seconds(
    site: Tree, indexed: Callable[[], None], worker: Command, client: Client
) -> None:
    """Unpublished, deleted, expired, consent taken back: from the commit to suggestions and results."""
    today = timezone.localdate()
    unpublished, deleted = site.metier("Soudeuse retirée"), site.metier("Soudeuse effacée")
    expired, person = site.metier("Soudeuse expirée"), site.ambassadeur("Soudeuse, 24 ans")
    indexed()
    wait_until(lambda: not QueuedChange.objects.exists(), 5)
    assert len(suggested(client, "soudeuse")) == 4
    expired.expire_at = timezone.now() - timedelta(minutes=1)

    def expire() -> None:
        expired.save_revision()
        type(expired).objects.filter(pk=expired.pk).update(expire_at=expired.expire_at)
        publish_due()

    def take_back() -> None:
        person.consentement_jusqu_au = today - timedelta(days=1)
        person.save()

    ways: list[tuple[str, Callable[[], Any]]] = [
        ("Soudeuse retirée", unpublished.unpublish),
        ("Soudeuse effacée", deleted.delete),
        ("Soudeuse expirée", expire),
        ("Soudeuse, 24 ans", take_back),
    ]
    for title, leave in ways:
        assert title in suggested(client, "soudeuse")
        leave()
        waited = wait_until(lambda title=title: title not in suggested(client, "soudeuse"), 10)  # type: ignore[misc]
        assert waited <= SOON, title
        results = client.get("/fr/recherche/?q=soudeuse").context["recherche"].results
        assert title not in [result.title for result in results]
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).exists()


def test_nothing_runs_before_the_commit(db: None, worker: Command) -> None:
    with transaction.atomic():
        tasks.drain.enqueue()
        time.sleep(0.5)
        assert not DBTaskResult.objects.exclude(status=TaskResultStatus.READY).exists()
    wait_until(lambda: DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).exists(), SOON)


def test_a_postponed_task_runs_when_it_is_due(db: None, worker: Command) -> None:
    tasks.drain.using(run_after=timezone.now() + timedelta(seconds=1)).enqueue()
    waited = wait_until(lambda: DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).exists(), 6)
    assert waited >= 0.5


def test_the_worker_stops_at_once_when_idle(worker: Command) -> None:
    assert worker.stop() == 0
    assert "arrêté" in worker.output


def test_the_worker_survives_the_loss_of_its_connections(db: None, worker: Command) -> None:
    def cut() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            return int(cursor.fetchone()[0])

    assert cut() >= 1
    worker.says("nouvel essai")
    tasks.drain.enqueue()
    wait_until(lambda: DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).exists(), 10)
    assert worker.process.poll() is None


def test_a_batch_runs_what_waits_and_ends(db: None, tmp_path: Path) -> None:
    tasks.drain.enqueue()
    command = Command(tmp_path, "worker", "--batch")
    assert command.process.wait(timeout=30) == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_a_task_whose_worker_died_runs_again_a_few_times(db: None) -> None:
    result = tasks.drain.enqueue()
    long_ago: dict[str, Any] = {
        "status": TaskResultStatus.RUNNING,
        "started_at": timezone.now() - timedelta(hours=1),
    }
    DBTaskResult.objects.filter(pk=result.id).update(**long_ago, worker_ids=["a"])
    assert requeue_abandoned() == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    DBTaskResult.objects.filter(pk=result.id).update(**long_ago, worker_ids=["a", "b", "c"])
    assert requeue_abandoned() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_a_second_signal_of_the_same_request_does_not_cut_a_task(worker: Command) -> None:
    worker.process.send_signal(signal.SIGINT)
    assert worker.stop() in {0, -signal.SIGTERM}
    assert "Traceback" not in worker.output
