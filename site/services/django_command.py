"""Commands of the site (`manage.py …`) run as steps: their last line is shown, a failure is explained."""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

from services.environment import PYTHON
from services.errors import ServiceError
from services.folders import ROOT
from services.progress import Display, Step

KEPT_LINES = 12


class Manage:
    """Runs Django commands in processes of their own: the supervisor never loads the site."""

    def __init__(self, environment: Mapping[str, str], log: Path, display: Display) -> None:
        self.environment, self.log, self.display = dict(environment), log, display

    def step(self, title: str, *arguments: str, remedy: str = "") -> str:
        """Run one command as a step on screen; returns what it wrote on its standard output."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.display.step(title) as step, self.log.open("a") as log:
            process = subprocess.Popen(
                [str(PYTHON), "manage.py", *arguments], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            )  # fmt: skip
            try:
                lines = self._follow(process, step, log.write)
            except BaseException:
                process.terminate()
                process.wait()
                raise
            step.detail = ""
            if process.returncode:
                raise self._failure(title, list(lines)[-KEPT_LINES:], remedy)
            return "\n".join(lines)

    def _follow(self, process: subprocess.Popen[str], step: Step, keep: Callable[[str], int]) -> deque[str]:
        """Read the command's lines as they come; a progress bar's carriage returns count as line ends."""
        lines: deque[str] = deque(maxlen=2000)
        for line in process.stdout or ():
            if text := line.rstrip():
                lines.append(text)
                keep(line)
                step.detail = text.strip()[:60]
        process.wait()
        return lines

    def _failure(self, title: str, last: list[str], remedy: str) -> ServiceError:
        why = "\n    ".join(line[:240] for line in last) or "aucun message."
        if "No space left on device" in why:
            remedy = "le disque est plein : libérez de la place, puis relancez la même commande."
        default = (
            f"lisez {self.log}, corrigez la cause, puis relancez la même commande : elle reprend cette étape."
        )
        return ServiceError(f"L’étape « {title} » a échoué.", why, remedy or default)
