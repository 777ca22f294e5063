"""Steps shown to a person: what is going on, how far it is, how long it took. Standard library only."""

from __future__ import annotations

import contextlib
import io
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

REFRESH = 0.2
# Without a terminal (a log, a CI), a long step says once in a while that it lives.
SIGN_OF_LIFE = 15.0


def seconds(duration: float) -> str:
    """A duration as a French reader writes it: « 3,2 s » or « 2 min 05 s »."""
    if duration < 60:
        return f"{duration:.1f} s".replace(".", ",")
    return f"{int(duration // 60)} min {int(duration % 60):02d} s"


def write(out: TextIO, text: str) -> None:
    """Show a text; a closed terminal must not keep the site from stopping."""
    with contextlib.suppress(OSError, ValueError):
        out.write(text)
        out.flush()


class Step:
    """One step on screen; `detail` is free text, or a function asked at each refresh."""

    def __init__(self, title: str, out: TextIO) -> None:
        self.title, self.out = title, out
        self.detail: str | Callable[[], str] = ""
        self._begin = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._animate, daemon=True)
        self._tty = out.isatty()

    def elapsed(self) -> float:
        return time.monotonic() - self._begin

    def begin(self) -> None:
        self._thread.start()

    def finish(self, mark: str, word: str) -> None:
        self._over.set()
        self._thread.join()
        said = self._said()
        suffix = f" · {said}" if said else ""
        clear = "\r\033[K" if self._tty else ""
        write(self.out, f"{clear}  {mark} {self.title} : {word} ({seconds(self.elapsed())}){suffix}\n")

    def _said(self) -> str:
        return self.detail() if callable(self.detail) else self.detail

    def _animate(self) -> None:
        while not self._over.wait(REFRESH if self._tty else SIGN_OF_LIFE):
            said = self._said()
            line = f"  … {self.title} ({seconds(self.elapsed())}){' · ' + said if said else ''}"
            write(self.out, f"\r\033[K{line[:110]}" if self._tty else f"{line}\n")


class Display:
    """The list of steps of one command."""

    def __init__(self, out: TextIO = sys.stdout, quiet: bool = False) -> None:
        self.out, self.quiet = out, quiet
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(errors="replace")  # a terminal that does not know « ✓ » shows the rest

    def say(self, text: str = "") -> None:
        if not self.quiet:
            write(self.out, f"{text}\n")

    @contextmanager
    def step(self, title: str, done: str = "fait") -> Iterator[Step]:
        step = Step(title, self.out)
        if self.quiet:
            yield step
            return
        step.begin()
        try:
            yield step
        except BaseException as error:
            # What is no Exception is a person's wish to stop.
            step.finish("✗", "échec" if isinstance(error, Exception) else "interrompu")
            raise
        step.finish("✓", done)


SILENT = Display(quiet=True)
