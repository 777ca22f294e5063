"""Who uses a server: a shared lock per user, and a short exclusive one around each start and stop."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for one's turn; the system frees the lock when the process dies, however it dies."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class UserCount:
    """Users of one server. `flock` cannot turn a shared lock into an exclusive one in one step,
    so callers hold `exclusive()` on another file while they join or leave."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def joined(self) -> bool:
        return self._handle is not None

    def join(self) -> None:
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Leave; True when nobody else is left."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        return not self.in_use()

    def in_use(self) -> bool:
        """Whether any process (this one included) counts as a user."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False


class OnlyOne:
    """A lock that says who holds it: the second `./run` on a folder names the first and stops."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self, note: str) -> str | None:
        """Take the lock and leave a note in it; when it is taken, return the holder's note."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return self._path.read_text() or "?"
        os.ftruncate(handle, 0)
        os.pwrite(handle, note.encode(), 0)
        self._handle = handle
        return None

    def note(self, note: str) -> None:
        """Change the note left for those who come second."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, note.encode(), 0)
