"""The processes of the site (web, worker, scheduler): started together, watched, stopped together."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from services.errors import ServiceError
from services.folders import ROOT
from services.processes import Recorded, read_record, write_record
from services.progress import Display

LOG_LIMIT = 5_000_000
RESTARTS = 5
POLL = 0.5


@dataclass
class Child:
    name: str
    command: Sequence[str]
    log: Path
    vital: bool
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    group: Recorded | None = None


@dataclass
class Supervisor:
    """Every child leads a process group of its own, recorded in a file: what a killed run leaves is found again."""

    record: Path
    logs: Path
    environment: Mapping[str, str]
    display: Display
    children: list[Child] = field(default_factory=list)

    def recover(self) -> int:
        """End what an earlier, killed run left behind; returns how many processes groups that was."""
        left = [
            Recorded.load(entry)
            for entry in (read_record(self.record) or {}).values()
            if isinstance(entry, dict)
        ]
        alive = [group for group in left if group.alive()]
        for group in alive:
            group.end(5.0)
        self.record.unlink(missing_ok=True)
        return len(alive)

    def start(self, name: str, command: Sequence[str], *, vital: bool = False) -> Child:
        """Start a child; without a vital one the site makes no sense, the others are started again when they fall."""
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{name}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        child = Child(name, command, log, vital)
        self.children.append(child)
        self._launch(child)
        return child

    def _launch(self, child: Child) -> None:
        with child.log.open("ab") as out:
            child.process = subprocess.Popen(
                child.command, cwd=ROOT, env=dict(self.environment), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        child.group = Recorded.of(child.process.pid, str(ROOT))
        self._write()

    def _write(self) -> None:
        write_record(
            self.record, {child.name: child.group.to_record() for child in self.children if child.group}
        )

    def watch(self) -> None:
        """Stay until a vital child ends; the caller's signals interrupt it by an exception."""
        while True:
            time.sleep(POLL)
            for child in self.children:
                self.check(child)

    def check(self, child: Child) -> None:
        """Raise when a vital child has ended; start any other one again, a few times."""
        if child.process is None or child.process.poll() is None:
            return
        if child.vital or child.restarts >= RESTARTS:
            raise ServiceError(
                f"« {child.name} » s’est arrêté (code {child.process.returncode}).",
                tail(child.log) or "aucun message.",
                f"lisez {child.log}, corrigez la cause, puis relancez ./run.",
            )
        child.restarts += 1
        self.display.say(f"  « {child.name} » s’est arrêté, il redémarre (voir {child.log}).")
        self._launch(child)

    def stop(self) -> None:
        """Ask all to end, wait for all, force what stays."""
        for child in reversed(self.children):
            if child.process and child.process.poll() is None:
                child.process.terminate()
        for child in reversed(self.children):
            if child.group:
                child.group.end(10.0)
            if child.process:
                child.process.wait()
        self.children.clear()
        self.record.unlink(missing_ok=True)


def tail(log: Path, lines: int = 6) -> str:
    """The last lines of a log, indented for an error message."""
    try:
        found = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    except OSError:
        return ""
    return "\n    ".join(line[:240] for line in found[-lines:])
