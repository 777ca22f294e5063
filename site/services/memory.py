"""`python -m services.memory`: what the running site takes, process by process, in proportional memory (PSS).

PSS counts a page shared by N processes as 1/N in each: the sum is what the machine really gives (Linux only).
"""

from __future__ import annotations

import sys
from pathlib import Path

import psutil

from services.folders import LOCAL
from services.processes import command_line, read_record
from services.progress import Display

MEGABYTE = 1_000_000


def running_processes() -> dict[str, list[psutil.Process]]:
    """Processes of the site by title, from the records and data folders that the start left."""
    holder = [int(word) for word in _words(LOCAL / "run.lock") if word.isdigit()]
    found = {"./run": _with_children(holder, recursive=False)}
    for name, entry in (read_record(LOCAL / "run.json") or {}).items():
        if isinstance(entry, dict):
            found[name] = _with_children([int(entry["pid"])])
    for name in ("postgresql", "elasticsearch"):
        folder = str((LOCAL / "services" / name).resolve())
        servers = [process.pid for process in psutil.process_iter() if folder in command_line(process.pid)]
        found[name] = _with_children(servers)
    return {name: list({process.pid: process for process in group}.values()) for name, group in found.items()}


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().replace(",", " ").split()
    except OSError:
        return []


def _with_children(pids: list[int], *, recursive: bool = True) -> list[psutil.Process]:
    found = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            found += [process, *(process.children(recursive=True) if recursive else [])]
        except psutil.NoSuchProcess:
            continue
    return found


def proportional(process: psutil.Process) -> int:
    """Bytes of one process; none when it has just ended."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0


def main() -> int:
    display = Display()
    total = 0
    for name, processes in running_processes().items():
        size = sum(proportional(process) for process in processes)
        total += size
        display.say(f"  {name:<14} {size / MEGABYTE:7.0f} Mo   ({len(processes)} processus)")
    display.say(f"  {'total':<14} {total / MEGABYTE:7.0f} Mo   (limite : 2500 Mo)")
    return 0 if total <= 2_500 * MEGABYTE else 1


if __name__ == "__main__":
    if not Path("/proc/self/smaps_rollup").exists():
        sys.exit("✗ La mémoire proportionnelle ne se mesure que sous Linux.")
    sys.exit(main())
