"""One server for the whole folder, its indexes filled once per test."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from search import rebuild, service
from search.models import QueuedChange
from tests.search import factories as make
from tests.search.factories import Tree
from tests.search.failures.engine import OwnEngine, own_engine

#: The breaker's pause, short enough for a test to wait for it.
PAUSE = 0.4
#: A reader’s patience in production.
PATIENCE = 0.8


@pytest.fixture(scope="session")
def engine(search_server: str) -> Iterator[OwnEngine]:
    with own_engine() as engine:
        yield engine


@pytest.fixture
def jobs(site: Tree, engine: OwnEngine, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A small site, indexed on the server that will fail."""
    settings.ELASTICSEARCH_URL = engine.url
    settings.SEARCH_TIMEOUT = PATIENCE
    monkeypatch.setattr(service, "PAUSE", PAUSE)
    sante, batiment = make.secteur("sante", "Santé et soin"), make.secteur("batiment", "Bâtiment")
    site.metier("Infirmière, infirmier", secteurs=[sante])
    site.metier("Infirmière scolaire, infirmier scolaire", secteurs=[sante, batiment])
    site.metier("Maçonne, maçon", secteurs=[batiment])
    site.formation("CAP Maçon", niveau=3)
    QueuedChange.objects.all().delete()
    rebuild.rebuild(force=True)
    return site
