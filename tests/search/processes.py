"""Management commands of the test database, each in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.plugins import postgres
from tests.plugins.run import ROOT


class Command:
    """`Command(tmp_path, "worker")`: runs until `stop()`; its output is kept."""

    def __init__(self, folder: Path, *words: str) -> None:
        environment = os.environ | {
            "DATABASE_URL": postgres.url_of(connection.settings_dict["NAME"]),
            "INDEX_PREFIX": settings.INDEX_PREFIX,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
            "PYTHONUNBUFFERED": "1",
        }
        self.log = folder / f"{words[0]}-{len(list(folder.iterdir()))}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "django", *words],
                env=environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def output(self) -> str:
        return self.log.read_text()

    def says(self, words: str, seconds: float = 20) -> None:
        wait_until(lambda: words in self.output, seconds, lambda: f"« {words} » not said:\n{self.output}")

    def stop(self, with_signal: int = signal.SIGTERM, seconds: float = 5) -> int:
        """Exit code; fails when the process outlives the time given."""
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=seconds)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=5)


def wait_until(condition: Callable[[], bool], seconds: float, complaint: Callable[[], str] = str) -> float:
    """Seconds waited."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            raise AssertionError(complaint() or "waited in vain")
        time.sleep(0.02)
    return time.monotonic() - started
