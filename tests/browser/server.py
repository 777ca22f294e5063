"""The site on a clone of the seeded database, served by its own process, as a reader's browser would find it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.plugins import postgres
from tests.plugins.databases import seeded_template
from tests.plugins.run import ROOT, RUN, index_prefix

DATABASE = f"test_{RUN}_navigateur"
START_SECONDS = 60


@dataclass
class SiteServer:
    """Address of the running site, and the processes beside it."""

    url: str
    environment: dict[str, str]
    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str) -> None:
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                env=self.environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)

    def django(self, *command: str) -> str:
        """Output of a management command on the served database."""
        line = [sys.executable, "-m", "tests.plugins.clock", *command]
        done = subprocess.run(
            line, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr[-3000:]}")
        return done.stdout

    def accounts(self) -> dict[str, dict[str, str]]:
        """One demo account per role, with its password."""
        path = self.log.with_name("accounts.json")
        self.django("demo_accounts", "--file", str(path))
        accounts: dict[str, dict[str, str]] = json.loads(path.read_text())
        return accounts

    def wait(self) -> None:
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit:
            try:
                with urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except (URLError, HTTPException, OSError):
                time.sleep(0.1)
            if self.processes[0].poll() is not None:
                break
        raise RuntimeError(f"The site does not answer:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve(folder: Path) -> Iterator[SiteServer]:
    """Clone, index and serve the seeded site; everything is stopped at the end."""
    postgres.clone(seeded_template(), DATABASE)
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": postgres.url_of(DATABASE),
        "INDEX_PREFIX": index_prefix("navigateur"),
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(folder / "media"),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    }
    server = SiteServer(f"http://127.0.0.1:{port}", environment, folder / "site.log")
    server.django("search_index", "rebuild")
    server.start(
        "granian", "--interface", "wsgi", "--port", str(port), "--no-ws", "tests.browser.wsgi:application"
    )
    try:
        server.wait()
        yield server
    finally:
        server.stop()
