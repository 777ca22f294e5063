"""Real servers for pytest, ready before Django's settings are read: `addopts = "-p services.pytest_plugin"`.

It provides servers and environment only; databases and indexes are the business of `tests/`. Where
`DATABASE_URL` or `ELASTICSEARCH_URL` is set, that server is used as it is and never stopped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from services.elasticsearch import Elasticsearch, wait_until_answers
from services.errors import ServiceError
from services.progress import SILENT
from services.servers import TEST_DATA, Servers, secret_key

# Tests with these markers need the search engine; the others do not wait for it to come up.
NEEDS_SEARCH = ("integration", "browser")
MAINTENANCE_DATABASE = "postgres"


class RealServers:
    """Servers of one session. With xdist the first process starts them and its workers inherit the addresses."""

    def __init__(self) -> None:
        self._waited = False
        self._servers = Servers(TEST_DATA, SILENT, durable=False)
        os.environ.update(self._servers.join(MAINTENANCE_DATABASE, wait=False))
        os.environ.setdefault("SECRET_KEY", secret_key())

    def wait_for_search(self) -> None:
        """Return once Elasticsearch answers; it comes up while tests that do not need it run."""
        if self._waited:
            return
        local = Elasticsearch(TEST_DATA / "elasticsearch", SILENT)
        if local.url == os.environ["ELASTICSEARCH_URL"]:
            local.wait()
        else:
            wait_until_answers(os.environ["ELASTICSEARCH_URL"])
        self._waited = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if any(item.get_closest_marker(name) for name in NEEDS_SEARCH):
            self.wait_for_search()

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        self._servers.leave()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Runs around pytest-django's own hook of this name, which is where Django's settings are read."""
    asked = early_config.known_args_namespace
    if not (asked.help or asked.version):
        try:
            early_config.pluginmanager.register(RealServers(), "real-servers")
        except ServiceError as error:
            raise pytest.UsageError(str(error)) from error
    return (yield)


@pytest.fixture(scope="session")
def search_server(pytestconfig: pytest.Config) -> str:
    """Address of an Elasticsearch that answers, for tests that need it without a marker."""
    if servers := pytestconfig.pluginmanager.get_plugin("real-servers"):
        servers.wait_for_search()
    return os.environ["ELASTICSEARCH_URL"]
