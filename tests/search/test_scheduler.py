"""Periodic jobs: what is due, one instance, refusals that stop nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from common import schedule
from common.job_runs import JobRun
from common.publish_due import publish_due
from common.schedule import Job, run_due
from metiers.models import MetierPage, MetierSecteur
from search import tasks
from search.models import QueuedChange
from tests.search.factories import Tree
from tests.search.processes import Command

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> dict[str, Job]:
    """No job but those of the test."""
    jobs: dict[str, Job] = {}
    monkeypatch.setattr(schedule, "_jobs", jobs)
    return jobs


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def test_what_is_due() -> None:
    minute = Job("m", list, interval=timedelta(minutes=1))
    assert minute.due(None, at(9))
    assert minute.due(at(9), at(9, 1))
    assert minute.due(at(9), at(9, 1) - timedelta(seconds=3))
    assert not minute.due(at(9), at(9) + timedelta(seconds=30))
    nightly = Job("n", list, at=time(3, 15))
    assert nightly.due(at(3, 15, day=23), at(3, 15))
    assert nightly.due(at(2, day=23), at(9))
    assert not nightly.due(at(3, 15), at(9))
    assert not nightly.due(at(9, day=23), at(3, 14))


def test_the_hour_is_that_of_paris_all_year() -> None:
    nightly = Job("n", list, at=time(3, 15))
    summer = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)  # 3:15 in Paris
    assert nightly.due(summer - timedelta(hours=23), summer)
    assert not nightly.due(summer - timedelta(hours=23), summer - timedelta(minutes=1))


def test_a_failure_is_recorded_and_stops_nothing_else(
    alone: dict[str, Job], caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[str] = []

    def breaks() -> None:
        raise ValueError("cassé")

    def works() -> None:
        ran.append("works")

    schedule.every(minutes=1)(breaks)
    schedule.every(minutes=1)(works)
    assert len(run_due(at(9))) == 2
    assert ran == ["works"]
    failed = JobRun.objects.get(name__endswith="breaks")
    assert "cassé" in failed.error
    assert failed.finished_at
    assert run_due(at(9) + timedelta(seconds=10)) == []
    assert len(run_due(at(9, 1))) == 2


def test_what_the_site_registers() -> None:
    names = {job.name for job in schedule.jobs()}
    assert {
        "common.publish_due.publish_due",
        "common.background.requeue_abandoned",
        "common.background.prune_results",
        "search.tasks.drain_if_needed",
        "search.tasks.reconcile_tonight",
        "search.tasks.restore_if_missing",
    } <= names


def scheduled(page: MetierPage) -> MetierPage:
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision(approved_go_live_at=page.go_live_at)
    assert revision.approved_go_live_at
    return page


def test_the_clock_publishes_and_withdraws(site: Tree) -> None:
    coming, going = site.metier("À venir", live=False), site.metier("Fini")
    scheduled(coming)
    MetierPage.objects.filter(pk=going.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_due()
    coming.refresh_from_db()
    going.refresh_from_db()
    assert coming.live
    assert not going.live
    assert going.expired


def test_a_refused_publication_loses_its_date_and_stops_nothing(site: Tree) -> None:
    refused, accepted = site.metier("Sans secteur", live=False), site.metier("Complet", live=False)
    MetierSecteur.objects.filter(content_object=refused).delete()
    refused.refresh_from_db()
    scheduled(refused)
    scheduled(accepted)
    publish_due()
    refused.refresh_from_db()
    accepted.refresh_from_db()
    assert not refused.live
    assert accepted.live
    entry = PageLogEntry.objects.get(page=refused.pk, action="wagtail.schedule.cancel")
    assert "secteur" in str(entry.data)
    assert not ModelLogEntry.objects.exists()
    publish_due()
    assert PageLogEntry.objects.filter(page=refused.pk, action="wagtail.schedule.cancel").count() == 1


def test_rows_whose_pass_was_lost_are_drained_each_minute(site: Tree) -> None:
    site.metier()
    assert QueuedChange.objects.exists()
    tasks.drain_if_needed()
    tasks.drain_if_needed()
    assert tasks._waiting(later=False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.integration
def test_one_scheduler_works_and_the_other_takes_over(
    search_server: str, site: Tree, tmp_path: Path, indexed: Callable[[], None]
) -> None:
    coming = scheduled(site.metier("À venir", live=False))
    first = Command(tmp_path, "scheduler")
    first.says("prêt")
    second = Command(tmp_path, "scheduler")
    try:
        second.says("en attente")
        assert second.stop() == 0
        assert first.stop() == 0
        coming.refresh_from_db()
        assert coming.live
        once = Command(tmp_path, "scheduler", "--once")
        assert once.process.wait(timeout=30) == 0
    finally:
        first.kill()
        second.kill()
