"""Which database a test sees: an empty migrated one, or a clone of the seeded site where it is marked `seeded`.

Each worker has its own clones. A transactional test gets a clone that is thrown away after it, in place of Django's
flush, which would also empty what migrations wrote (root page, locales, groups).
"""

from functools import cache
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from tests.plugins import clock, postgres, search_indexes
from tests.plugins.leftovers import clean_dead_runs, forget_run, record_run
from tests.plugins.run import ROOT, RUN, WORKER, index_prefix, is_controller

EMPTY, SEEDED = "vide", "seme"
MIGRATE = ["migrate", "--verbosity", "0", "--no-input", "--skip-checks"]  # checks have a test of their own
# Written by post_migrate handlers: the groups, their permissions and the workflow.
AFTER_MIGRATIONS = ("permissions.py", "roles.py", "signal_handlers.py", "apps.py")


def our_apps() -> list[Path]:
    folders = [Path(config.path) for config in apps.get_app_configs()]
    return [folder for folder in folders if ROOT in folder.parents and ".venv" not in folder.parts]


def migrations_key() -> str:
    paths = [
        path for config in apps.get_app_configs() for path in (Path(config.path) / "migrations").rglob("*.py")
    ]
    return postgres.fingerprint(paths)


def empty_key() -> str:
    paths = [path for folder in our_apps() for name in AFTER_MIGRATIONS if (path := folder / name).exists()]
    return f"{migrations_key()}_{postgres.fingerprint(paths)[:6]}"


@cache
def seed_key() -> str:
    """`demo/` and the migrations, and our code: what the loader writes goes through the models."""
    paths = [path for folder in our_apps() for path in folder.rglob("*.py")]
    paths += [path for path in (ROOT / "demo").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return postgres.fingerprint(
        [*paths, *(ROOT / "locale").rglob("*.po"), Path(clock.__file__), Path(__file__)]
    )


def empty_template() -> str:
    """Migrated, then migrated again on a copy: the second time writes what `post_migrate` handlers say today."""
    return postgres.template(
        EMPTY, empty_key(), [MIGRATE], parent=lambda: postgres.template("migre", migrations_key(), [MIGRATE])
    )


def seeded_template() -> str:
    """Loaded and indexed: the documents are in the database as well as in Elasticsearch."""
    commands = [["seed_demo", "--today", clock.TODAY], list(search_indexes.REBUILD)]
    return postgres.template(
        SEEDED, seed_key(), commands, parent=empty_template, INDEX_PREFIX=seeded_prefix()
    )


def seeded_prefix() -> str:
    """The indexes of the seeded site live as long as its template."""
    return f"{search_indexes.OF_TEMPLATES}{seed_key()}"


class Databases:
    """The clones of this worker and the one that Django is connected to."""

    templates = {EMPTY: empty_template, SEEDED: seeded_template}

    def __init__(self) -> None:
        self.fresh: set[str] = set()
        self.broken: dict[str, str] = {}
        self.current = ""

    def name(self, kind: str) -> str:
        return f"test_{RUN}_{WORKER}_{kind}"

    def use(self, kind: str) -> None:
        if kind not in self.fresh:
            self.make(kind)
        if kind != self.current:
            self.disconnect()
            for configuration in (connections["default"].settings_dict, settings.DATABASES["default"]):
                configuration["NAME"] = self.name(kind)
            settings.INDEX_PREFIX = seeded_prefix() if kind == SEEDED else index_prefix(WORKER)
            self.current = kind

    def make(self, kind: str) -> None:
        """A template that cannot be built is not tried again for each test."""
        if kind in self.broken:
            pytest.fail(self.broken[kind], pytrace=False)
        self.disconnect()
        try:
            postgres.clone(self.templates[kind](), self.name(kind))
            if kind == SEEDED:
                search_indexes.ensure(seeded_prefix(), self.name(kind))
        except RuntimeError as error:
            self.broken[kind] = str(error)
            raise
        self.fresh.add(kind)

    def disconnect(self) -> None:
        connections.close_all()

    def spoil(self) -> None:
        """The current clone was written to: the next test that wants it gets another."""
        self.fresh.discard(self.current)


databases = Databases()


def is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    names = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(names or (marker and marker.kwargs.get("transaction")))


def pytest_itemcollected(item: pytest.Item) -> None:
    if item.get_closest_marker("seeded"):
        item.add_marker(pytest.mark.integration)
        if not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture opens a connection."""
    if item.get_closest_marker("seeded"):
        servers = item.config.pluginmanager.get_plugin("real-servers")
        assert servers is not None
        servers.wait_for_search()  # building the template needs it
        databases.use(SEEDED)
    elif item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()):
        databases.use(EMPTY)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    if is_transactional(item):
        databases.spoil()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> None:
    """Replaces pytest-django's: the clones are made when the first test that needs them is set up."""
    TransactionTestCase._fixture_teardown = _leave_to_the_clone  # type: ignore[attr-defined]


def _leave_to_the_clone(case: TransactionTestCase) -> None:
    for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
        connections[alias].close()


def pytest_sessionstart(session: pytest.Session) -> None:
    if is_controller() and not session.config.option.collectonly:
        record_run()
        clean_dead_runs()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Workers end before their controller, which drops what the run created."""
    databases.disconnect()
    if is_controller() and not session.config.option.collectonly:
        try:
            forget_run(RUN)
        except psycopg.OperationalError as error:
            session.config.issue_config_time_warning(
                pytest.PytestWarning(f"Databases left behind: {error}"), 2
            )
