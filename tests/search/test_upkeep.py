"""Rebuild and rollback from the back-office: progress, no downtime, failures told in words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from common.roles import Role
from search import service
from search.engine import alias, index_behind, previous
from search.grammar import Filters
from search.models import IndexOperation, QueuedChange
from search.upkeep import asking, work
from search.upkeep.models import Operation, State
from search.upkeep.status import status
from tests.backoffice.conftest import make_user
from tests.search.factories import Tree

pytestmark = pytest.mark.integration


@pytest.fixture
def analyst(db: None, client: Client) -> Client:
    client.force_login(make_user(Role.ANALYSTE))
    return client


def run_all() -> None:
    for row in IndexOperation.objects.filter(state=State.WAITING):
        work.run(row.pk)


def test_a_rebuild_answers_all_along_and_ends(
    analyst: Client, site: Tree, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.metier("Soudeuse, soudeur")
    indexed()
    before = index_behind(alias("fr"))
    totals, steps = [], []
    mark = work.Progress.__call__

    def watched(self: work.Progress, what: str, done: int, total: int | None) -> None:
        mark(self, what, done, total)
        totals.append(service.search(Filters(q="soudeur"), "fr").total)
        self.row.refresh_from_db()
        steps.append((self.row.state, self.row.done, self.row.total))

    monkeypatch.setattr(work.Progress, "__call__", watched)
    response = analyst.post("/admin/recherche/index/reconstruire/")
    assert response.status_code == 302
    assert "En attente du travailleur" in analyst.get("/admin/recherche/index/").content.decode()
    run_all()

    row = IndexOperation.objects.get()
    assert (row.state, row.error) == (State.DONE, "")
    assert row.result["fr"] >= 1
    assert set(totals) == {1}
    assert all(done <= total for _state, done, total in steps)
    assert index_behind(alias("fr")) != before == index_behind(previous("fr"))
    assert "Rien n’attend" in analyst.get("/admin/recherche/index/").content.decode()


def test_what_changes_during_a_rebuild_does_not_wait_for_its_end(
    site: Tree, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker that rebuilds is the one that indexes: it looks at the queue on its way."""
    page = site.metier("Soudeuse, soudeur")
    indexed()
    monkeypatch.setattr(work, "PACE", 0)
    seen: list[int] = []
    mark = work.Progress.__call__

    def watched(self: work.Progress, what: str, done: int, total: int | None) -> None:
        if not seen:
            page.unpublish()
        mark(self, what, done, total)
        seen.append(service.search(Filters(q="soudeur"), "fr").total)

    monkeypatch.setattr(work.Progress, "__call__", watched)
    work.run(IndexOperation.objects.create(operation=Operation.REBUILD).pk)

    assert 0 in seen[:-1]
    assert service.search(Filters(q="soudeur"), "fr").total == 0
    assert IndexOperation.objects.get().state == State.DONE


def test_a_rollback_asks_first_and_comes_back(
    analyst: Client, site: Tree, rebuilt: Callable[[], None]
) -> None:
    site.metier("Soudeuse, soudeur")
    rebuilt()
    first = index_behind(alias("fr"))
    rebuilt()
    second = index_behind(alias("fr"))

    page = analyst.get("/admin/recherche/index/retour/").content.decode()
    assert "Oui, revenir à l’index précédent" in page
    assert index_behind(alias("fr")) == second
    analyst.post("/admin/recherche/index/retour/")
    run_all()

    assert (index_behind(alias("fr")), index_behind(previous("fr"))) == (first, second)
    assert IndexOperation.objects.get().state == State.DONE


def test_one_operation_at_a_time(analyst: Client) -> None:
    analyst.post("/admin/recherche/index/reconstruire/")
    page = analyst.post("/admin/recherche/index/reconstruire/", follow=True).content.decode()
    analyst.post("/admin/recherche/index/retour/")

    assert "déjà en cours" in page
    assert IndexOperation.objects.count() == 1


def test_an_operation_whose_worker_died_does_not_block_the_next(analyst: Client) -> None:
    IndexOperation.objects.create(operation=Operation.REBUILD, state=State.RUNNING)
    IndexOperation.objects.update(seen_at=timezone.now() - asking.ABANDONED - timedelta(seconds=1))

    analyst.post("/admin/recherche/index/reconstruire/")

    states = list(IndexOperation.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.FAILED, State.WAITING]


@pytest.mark.usefixtures("engine_down")
def test_a_rebuild_without_the_engine_fails_in_words(analyst: Client) -> None:
    analyst.post("/admin/recherche/index/reconstruire/")
    run_all()

    row = IndexOperation.objects.get()
    assert row.state == State.FAILED
    assert row.error.startswith("Elasticsearch ne répond pas")
    page = analyst.get("/admin/recherche/index/").content.decode()
    assert "PostgreSQL, en plus simple" in page


def test_a_failure_of_ours_ends_in_the_row(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any, **_options: Any) -> None:
        raise ZeroDivisionError("oups")

    monkeypatch.setattr(work, "rebuild", broken)
    row = IndexOperation.objects.create(operation=Operation.REBUILD)
    work.run(row.pk)

    row.refresh_from_db()
    assert (row.state, "oups" in row.error) == (State.FAILED, True)
    work.run(row.pk)  # a task that comes twice does nothing more
    assert IndexOperation.objects.count() == 1


def test_the_state_tells_the_queue_and_its_last_error(site: Tree, indexed: Callable[[], None]) -> None:
    site.metier("Soudeuse, soudeur")
    indexed()
    QueuedChange.objects.all().delete()
    QueuedChange.objects.create(model="a.b", object_pk="1", attempts=3, error="ValueError: cassé")

    found = status()

    assert (found.waiting, found.attempts, found.error) == (1, 3, "ValueError: cassé")
    french = found.languages[0]
    assert (french.language, french.agrees, french.built is not None) == ("fr", True, True)


def test_the_middle_of_the_page_is_asked_alone(analyst: Client) -> None:
    page = analyst.get("/admin/recherche/index/?partie=1").content.decode()

    assert page.lstrip().startswith('<div class="po-etat"')
    assert "<html" not in page
