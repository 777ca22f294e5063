"""Servers and a small site of one's own: these tests start, kill and stop them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.elasticsearch import free_port
from services.progress import SILENT
from services.server import Server
from services.servers import Servers
from tests.services import small_site

PATIENCE = 60.0


def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "too long"
        time.sleep(0.05)


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Makes servers on one folder of the test, as several commands would, and leaves nothing behind."""
    made: list[Server] = []

    def make(kind: type[Server], name: str = "server", **options: object) -> Server:
        server = kind(tmp_path / "data" / name, SILENT, **options)
        made.append(server)
        return server

    yield make
    for server in made:
        if server.folder.exists():
            server.release()
    for folder in {server.folder for server in made}:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def own_servers(tmp_path: Path) -> Iterator[Servers]:
    """Both servers in the folder of the test."""
    servers = Servers(tmp_path / "data", SILENT, durable=False, given={})
    yield servers
    servers.leave()
    servers.release()
    for server in (servers.search, servers.database):
        if server:
            shutil.rmtree(server.folder, ignore_errors=True)


@dataclass
class SmallSite:
    """A checkout of two files, and the `./run` started on it."""

    root: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, **changes: str) -> subprocess.Popen[str]:
        command = [sys.executable, small_site.__file__, str(self.root)]
        started = subprocess.Popen(
            command, env=self.environment | {"PORT": str(self.port)} | changes, cwd=self.root, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.started.append(started)
        return started

    def start(self, **changes: str) -> subprocess.Popen[str]:
        """Run, and wait for the first answer; what was said until then is kept."""
        started = self.run(**changes)
        said = ""
        for line in started.stdout or ():
            said += line
            if "Ctrl-C arrête tout" in line:
                break
        assert started.poll() is None, said
        self.said = said
        return started

    def commands(self) -> list[str]:
        return (self.root / "commands.log").read_text().splitlines()

    def stop(self, process: subprocess.Popen[str], number: int = signal.SIGTERM) -> str:
        process.send_signal(number)
        rest, _ = process.communicate(timeout=PATIENCE)
        return rest


@pytest.fixture
def site(tmp_path: Path, search_server: str) -> Iterator[SmallSite]:
    """PostgreSQL is this site's own; the search engine is the session's, since it takes long to start."""
    root = small_site.make(tmp_path / "checkout")
    kept = ("PATH", "HOME", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG", "XDG_CACHE_HOME")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {
        "ELASTICSEARCH_URL": search_server,
        "INDEX_PREFIX": "small-site-without-index",
        "PYTHONPATH": str(root / "site"),
        "PYTHONIOENCODING": "utf-8",
    }
    first = 18000 + os.getpid() % 400 * 20  # workers that start at once must not find the same port free
    small = SmallSite(root, free_port(range(first, first + 20)), environment)
    yield small
    for process in small.started:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=PATIENCE)
    data = root / ".local" / "services" / "postgresql"
    if data.exists():
        shutil.rmtree(data.resolve())
