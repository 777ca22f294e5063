"""Elasticsearch stopped, silent, red or emptied: the same page answers from PostgreSQL, and comes back by itself."""

import time
from typing import Any

import pytest
from django.test import Client

from search import service, tasks
from search.engine import alias, index_behind
from tests.search.factories import Tree
from tests.search.failures.conftest import PATIENCE, PAUSE
from tests.search.failures.engine import OwnEngine
from tests.search.processes import wait_until

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

QUERY = "/fr/recherche/?q=infirmier&sorte=metier&secteur=sante"
#: What PostgreSQL and the template may add on a busy machine.
MARGIN = 8.0


def visit(client: Client, url: str = QUERY) -> Any:
    response = client.get(url)
    assert response.status_code == 200
    return response


def shown(response: Any) -> tuple[int, list[str], dict[str, dict[str, int]], list[str]]:
    """What a reader sees: number, titles, counts of each facet, kinds."""
    page = response.context["recherche"]
    counts = {name: dict(sorted(values.items())) for name, values in page.answer.counts.items() if values}
    return page.total, sorted(one.title for one in page.results), counts, [tab.libelle for tab in page.tabs]


def engine_of(response: Any) -> str:
    name: str = response.headers["X-Search-Engine"]
    return name


def comes_back(client: Client) -> float:
    """Seconds until Elasticsearch answers again, nobody doing anything."""
    return wait_until(lambda: engine_of(visit(client)) == "elasticsearch", 60)


def test_paused(client: Client, jobs: Tree, engine: OwnEngine) -> None:
    before = visit(client)
    assert engine_of(before) == "elasticsearch"
    with engine.paused():
        started = time.monotonic()
        during = visit(client)
        first = time.monotonic() - started
        assert PATIENCE <= first <= PATIENCE + MARGIN
        assert engine_of(during) == "postgresql"
        assert shown(during) == shown(before)
        assert "au ralenti" in during.content.decode()
        started = time.monotonic()
        assert engine_of(visit(client)) == "postgresql"
        assert client.get("/suggest/?q=inf").json() == {"groups": []}
        assert time.monotonic() - started < MARGIN, "the breaker spares the second reader"
        service.breaker.reset()
        started = time.monotonic()
        assert client.get("/suggest/?q=inf").json() == {"groups": []}
        assert time.monotonic() - started <= PATIENCE + MARGIN
    assert comes_back(client) < 10


def test_red(client: Client, jobs: Tree, engine: OwnEngine) -> None:
    """The index exists, none of its shards is anywhere."""
    before = visit(client)
    serving = index_behind(alias("fr"))
    assert serving
    nowhere = {"index.routing.allocation.require._name": "nowhere", "index.number_of_replicas": 0}
    engine.client.indices.create(index="rouge", settings=nowhere, wait_for_active_shards=0, timeout="1s")
    swap = [
        {"remove": {"index": serving, "alias": alias("fr")}},
        {"add": {"index": "rouge", "alias": alias("fr")}},
    ]
    engine.client.indices.update_aliases(actions=swap)
    try:
        assert engine.client.cluster.health(index="rouge")["status"] == "red"
        during = visit(client)
        assert engine_of(during) == "postgresql"
        assert shown(during) == shown(before)
        assert client.get("/suggest/?q=inf").status_code == 200
    finally:
        back = [
            {"add": {"index": serving, "alias": alias("fr")}},
            {"remove": {"index": "rouge", "alias": alias("fr")}},
        ]
        engine.client.indices.update_aliases(actions=back)
        engine.client.indices.delete(index="rouge")
    assert comes_back(client) < 10


def test_index_removed(client: Client, jobs: Tree, engine: OwnEngine) -> None:
    """What runs each minute builds it again."""
    before = visit(client)
    for language in ("fr", "en"):
        engine.client.indices.delete(index=str(index_behind(alias(language))))
    during = visit(client)
    assert engine_of(during) == "postgresql"
    assert shown(during) == shown(before)
    assert client.get("/suggest/?q=inf").json() == {"groups": []}
    jobs.metier("Infirmière puéricultrice, infirmier puériculteur")
    assert tasks.restore.call()["fr"] == 5
    time.sleep(PAUSE)
    assert visit(client, "/fr/recherche/?q=puericultrice").context["recherche"].total == 1
    assert engine_of(visit(client)) == "elasticsearch"


def test_stopped_then_started(client: Client, jobs: Tree, engine: OwnEngine) -> None:
    before = visit(client)
    engine.stop()
    during = visit(client)
    assert engine_of(during) == "postgresql"
    assert shown(during) == shown(before)
    assert client.get("/suggest/?q=inf").json() == {"groups": []}
    for url in (
        "/fr/recherche/",
        "/fr/recherche/?q=zzzz",
        "/fr/recherche/filtre/secteur/?q=infirmier",
        "/en/recherche/?q=mason",
    ):
        assert engine_of(visit(client, url)) == "postgresql"
    tasks.restore_if_missing()  # nothing to say while the server is away
    engine.start()
    assert comes_back(client) < 20
    assert shown(visit(client)) == shown(before)
