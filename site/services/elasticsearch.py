"""A real Elasticsearch (the minimal server of docs/decisions/0010-embedded-servers.md), on loopback only."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from services.account import run_as
from services.elasticsearch_install import VERSION, Installation, install
from services.errors import ServiceError
from services.folders import fingerprint
from services.processes import Recorded, read_record, write_record
from services.progress import Display
from services.server import Server

START_LIMIT = 150.0
LOG_LIMIT = 5_000_000
# Below the system's range for outgoing connections, so that these seldom take the port meanwhile.
HTTP_PORTS = range(9200, 9300)
TRANSPORT_PORTS = range(9300, 9400)
# Loopback never goes through a proxy that the environment names.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
JVM = (
    "-Xms512m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:-AlwaysPreTouch",
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.io.tmpdir=${ES_TMPDIR}",
    "-Dorg.apache.lucene.store.defaultReadAdvice=normal",
    "-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1",
)


class Elasticsearch(Server):
    title = "Elasticsearch"

    def __init__(self, wanted: Path, display: Display) -> None:
        super().__init__(wanted, display)
        self.record = self.folder / "server.json"
        self.console = self.folder / "console.log"
        self.cluster = f"proch-{fingerprint(self.folder)}"
        self._starter: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return str((read_record(self.record) or {}).get("url", ""))

    def alive(self) -> bool:
        found = self._recorded()
        return found is not None and found.alive()

    def running(self) -> bool:
        """Alive, on our folder, and of the wanted version and plugin; an outdated one is ended here."""
        if not self.alive():
            return False
        if (read_record(self.record) or {}).get("home") == str(self._install().home):
            return True
        if self._users.in_use():
            raise ServiceError(
                "Elasticsearch n’a pas démarré.",
                "une autre commande se sert encore d’un serveur d’une version précédente.",
                "attendez qu’elle finisse ou arrêtez-la, puis relancez.",
            )
        self.halt()
        return False

    def launch(self) -> None:
        if left := self._recorded():
            left.end()
        installation = self._install()
        self._make_folders(installation)
        port = free_port(HTTP_PORTS, self._last_port())
        self._configure(port, free_port(TRANSPORT_PORTS))
        config = self.folder / "config"
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(self.folder),
            "ES_JAVA_HOME": str(installation.java),
            "ES_PATH_CONF": str(config),
            "ES_TMPDIR": str(self.folder / "tmp"),
            "CLI_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m",
        }
        with self.console.open("a") as log:
            self._starter = subprocess.Popen(
                [str(installation.home / "bin/elasticsearch"), "-d", "-p", str(self.folder / "run" / "pid")],
                env=environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, **run_as(self.account),
            )  # fmt: skip
        group = Recorded.of(self._starter.pid, str(self.folder))
        address = f"http://127.0.0.1:{port}"
        write_record(self.record, {**group.to_record(), "url": address, "home": str(installation.home)})

    def wait(self) -> None:
        limit = time.monotonic() + START_LIMIT
        while time.monotonic() < limit:
            if self.healthy():
                self._forget_starter()
                return
            if not self.alive():
                raise self._failure()
            time.sleep(0.1)
        raise self._failure()

    def halt(self) -> None:
        if found := self._recorded():
            found.end()
        self._forget_starter()

    def _forget_starter(self) -> None:
        """The starting program ends once the server answers; waiting for it leaves no zombie."""
        if self._starter:
            self._starter.wait(30)
            self._starter = None

    def healthy(self) -> bool:
        """The cluster that answers is ours and can serve."""
        state = health(self.url)
        return state.get("cluster_name") == self.cluster and state.get("status") in ("green", "yellow")

    def _install(self) -> Installation:
        return install(self.display, self.account)

    def _recorded(self) -> Recorded | None:
        """The server started last for this folder; the record of a folder that was copied speaks of another one."""
        record = read_record(self.record)
        if not record or record.get("must_mention") != str(self.folder):
            return None
        return Recorded.load(record)

    def _last_port(self) -> int | None:
        with contextlib.suppress(ValueError):
            return int(self.url.rpartition(":")[2])
        return None

    def _make_folders(self, installation: Installation) -> None:
        shutil.rmtree(self.folder / "config", ignore_errors=True)
        if self.console.exists() and self.console.stat().st_size > LOG_LIMIT:
            self.console.replace(self.console.with_suffix(".log.1"))
        for name in ("config", "data", "logs", "tmp", "run", "snapshots"):
            part = self.folder / name
            part.mkdir(mode=0o700, exist_ok=True)
            if self.account:
                self.account.take(part)
        shutil.copy(installation.home / "config/log4j2.properties", self.folder / "config")
        (self.folder / "config/jvm.options").write_text("\n".join(JVM) + "\n")

    def _configure(self, port: int, transport: int) -> None:
        """The server reads YAML, of which JSON is a part."""
        settings = {
            "cluster.name": self.cluster,
            "node.name": "local",
            "discovery.type": "single-node",
            "network.host": "127.0.0.1",
            "http.port": port,
            "transport.port": transport,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "path.repo": [str(self.folder / "snapshots")],
            "xpack.security.enabled": False,
            "action.auto_create_index": False,
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        config = self.folder / "config"
        (config / "elasticsearch.yml").write_text(json.dumps(settings, indent=1))
        for file in config.iterdir():
            file.chmod(0o644)

    def _failure(self) -> ServiceError:
        try:
            tail = [line for line in self.console.read_text(errors="replace").splitlines() if line.strip()][
                -4:
            ]
        except OSError:
            tail = []
        return ServiceError(
            f"Elasticsearch {VERSION} n’a pas démarré.",
            "\n    ".join(line[:200] for line in tail) or f"pas de réponse après {START_LIMIT:.0f} s.",
            f"lisez {self.console} et {self.folder / 'logs'}, puis relancez la commande.",
        )


def ask(url: str) -> dict[str, object]:
    """What a server answers to a GET, as JSON; empty when nothing usable comes back."""
    try:
        with DIRECT.open(url, timeout=10) as answer:
            found = json.load(answer)
    except (OSError, ValueError, http.client.HTTPException):
        return {}
    return found if isinstance(found, dict) else {}


def health(url: str) -> dict[str, object]:
    """The cluster's own account of its health; `GET /` does not exist on the minimal server."""
    return ask(f"{url}/_cluster/health")


def wait_until_answers(url: str, patience: float = 15.0) -> None:
    """Return once a server that is not ours answers; credentials in the address are left to the client library."""
    limit = time.monotonic() + patience
    while not health(url):
        if time.monotonic() > limit:
            raise ServiceError(
                "Elasticsearch ne répond pas.",
                f"aucune réponse de {url} en {patience:.0f} s.",
                "démarrez ce serveur, corrigez ELASTICSEARCH_URL, ou retirez cette variable.",
            )
        time.sleep(0.2)


def free_port(wanted: Iterable[int], preferred: int | None = None) -> int:
    """A loopback port that nobody listens on: the preferred one, one of the wanted, or any."""
    for port in [*([preferred] if preferred else []), *wanted, 0]:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise ServiceError(
        "Elasticsearch n’a pas démarré.", "aucun port libre.", "fermez des programmes, puis relancez."
    )
