"""Processes that outlive the one that started them: recorded, recognised later, ended as a group."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

PROC = Path("/proc")


def start_mark(pid: int) -> str | None:
    """When a process started, in the system's own words: a number used again has another mark. None when it is gone."""
    if (PROC / "self/stat").exists():
        try:
            fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else fields[19]
    return _ps("-o", "lstart=", "-p", str(pid)) or None


def command_line(pid: int) -> str:
    """The whole command of a process, empty when it is gone or hidden."""
    if (PROC / "self/stat").exists():
        try:
            return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return _ps("-o", "command=", "-p", str(pid))


def group_members(group: int) -> list[int]:
    """Living processes of a process group."""
    if (PROC / "self/stat").exists():
        pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
        return [pid for pid in pids if start_mark(pid) and _group_of(pid) == group]
    rows = (line.split() for line in _ps("-eo", "pid=,pgid=").splitlines())
    return [int(pid) for pid, pgid in rows if int(pgid) == group]


def _group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except OSError:
        return None


def _ps(*arguments: str) -> str:
    done = subprocess.run(["/bin/ps", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip()


@dataclass(frozen=True)
class Recorded:
    """A process group started earlier, maybe by a run that was killed since."""

    pid: int
    mark: str
    must_mention: str

    @classmethod
    def of(cls, pid: int, must_mention: str) -> Recorded:
        return cls(pid, start_mark(pid) or "", must_mention)

    @classmethod
    def load(cls, record: dict[str, object]) -> Recorded:
        return cls(int(str(record["pid"])), str(record["mark"]), str(record["must_mention"]))

    def to_record(self) -> dict[str, object]:
        return asdict(self)

    def members(self) -> list[int]:
        """Processes of the group that are surely ours: the leader itself, or children that name our folder."""
        if start_mark(self.pid) == self.mark:
            return group_members(self.pid)
        return [pid for pid in group_members(self.pid) if self.must_mention in command_line(pid)]

    def alive(self) -> bool:
        return bool(self.members())

    def end(self, patience: float = 20.0) -> None:
        """Ask the group to end, then force it; returns once nothing is left."""
        for number, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
            for pid in self.members():
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
            limit = time.monotonic() + wait
            while time.monotonic() < limit:
                _reap(self.pid)
                if not self.alive():
                    return
                time.sleep(0.05)


def _reap(pid: int) -> None:
    with contextlib.suppress(OSError):
        os.waitpid(pid, os.WNOHANG)


def read_record(path: Path) -> dict[str, object] | None:
    """A record kept in a file; None when missing or cut short by a crash."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_record(path: Path, record: dict[str, object]) -> None:
    """Keep a record; a crash leaves the old one or the new one, never half of it."""
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(record, indent=1))
    draft.replace(path)
