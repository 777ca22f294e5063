"""Names of one run of the tests: what it creates on shared servers carries them, so that several runs never meet.

Loaded by `-p`, before Django reads its settings. Workers of xdist inherit the name of their run by the environment.
"""

import os
import secrets
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".local" / "pytest"
#: Folders that stay on one worker, in the order in which they start: one worker builds the seeded site for the browser
#: while the other starts and stops servers.
SHARING = ("tests/browser/", "tests/services/", "tests/search/failures/", "tests/site/")
RUNS = STATE / "runs"
RUN = os.environ.setdefault("PROCH_TEST_RUN", f"{os.getpid():x}{secrets.token_hex(3)}")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

os.environ.setdefault("SECRET_KEY", "a key for the tests alone, long enough to sign what they sign")
os.environ["INDEX_PREFIX"] = f"test-{RUN}-{WORKER}"


def is_controller() -> bool:
    """True in the process that a person started: it alone cleans up for everybody."""
    return "PYTEST_XDIST_WORKER" not in os.environ


def index_prefix(kind: str) -> str:
    """Prefix of the Elasticsearch indexes: each worker its own, the seeded site's shared by a run."""
    return f"test-{RUN}-{kind}"


def folder_of(run: str) -> Path:
    """What a run wrote down: its process, and what it built once for all its workers."""
    return RUNS / run


class Scheduling(LoadScopeScheduling):
    """Test by test, but whole folders that share a crawl or a server go to one worker, and first.

    xdist's own `loadgroup` marks tests by a name that pytest 9 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in SHARING if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After the shuffle: the long folders first, so that none is alone at the end."""
    order = {folder: rank for rank, folder in enumerate(SHARING)}
    items.sort(key=lambda item: next((order[f] for f in SHARING if item.nodeid.startswith(f)), len(order)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)
