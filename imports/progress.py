"""Where an import stands, on the error output: a bar for a person, plain lines for a log."""

import sys
from collections.abc import Iterable, Iterator
from typing import Protocol, TextIO, TypeVar

from tqdm import tqdm

T = TypeVar("T")


class Progress(Protocol):
    """What the pipeline tells while it works."""

    def start(self, label: str, total: int, unit: str) -> None: ...

    def advance(self, count: int) -> None: ...

    def finish(self) -> None: ...


class Silent:
    """For the back-office and the tests."""

    def start(self, label: str, total: int, unit: str) -> None:
        return

    def advance(self, count: int) -> None:
        return

    def finish(self) -> None:
        return


class Bar:
    """A tqdm bar on a terminal; one line per step elsewhere."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._bar: tqdm[None] | None = None

    def start(self, label: str, total: int, unit: str) -> None:
        self.finish()
        if not self._stream.isatty():
            self._stream.write(f"  {label}\n")
        self._bar = tqdm(
            desc=f"  {label}",
            total=total,
            unit=unit,
            unit_scale=True,
            file=self._stream,
            disable=not self._stream.isatty(),
            leave=False,
            dynamic_ncols=True,
        )

    def advance(self, count: int) -> None:
        if self._bar is not None:
            self._bar.update(count)

    def finish(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def counted(items: Iterable[T], progress: Progress) -> Iterator[T]:
    """Pass items on, one step each."""
    for item in items:
        yield item
        progress.advance(1)
