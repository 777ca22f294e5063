"""What a run creates on the servers is written down, so that what a killed run left behind can be removed."""

import json
import os
import shutil
from pathlib import Path

import psutil

from tests.plugins import postgres, search_indexes
from tests.plugins.run import RUN, RUNS, folder_of


def record_run() -> None:
    """The process is known by number and birth: numbers are used again."""
    folder_of(RUN).mkdir(parents=True, exist_ok=True)
    identity = {"pid": os.getpid(), "born": psutil.Process().create_time()}
    (folder_of(RUN) / "process.json").write_text(json.dumps(identity))


def clean_dead_runs() -> None:
    with postgres.locked("leftovers"):
        for record in RUNS.iterdir():
            if not is_alive(record):
                forget_run(record.name)


def is_alive(record: Path) -> bool:
    try:
        identity = json.loads((record / "process.json").read_text())
        return abs(psutil.Process(identity["pid"]).create_time() - identity["born"]) < 1
    except (psutil.NoSuchProcess, OSError, ValueError):
        return False


def forget_run(run: str) -> None:
    postgres.drop_all(f"test_{run}_")
    search_indexes.delete_all(f"test-{run}-")
    shutil.rmtree(folder_of(run), ignore_errors=True)
