"""What both servers share: joined by several commands at once, started by the first, stopped by the last."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from services.account import Account, servers_account
from services.folders import data_folder
from services.locks import UserCount, exclusive
from services.progress import Display

# Kept in the folder when a person started the servers by hand: the last user then leaves them running.
KEPT = "garder-allume"


class Server(ABC):
    """A real server with its data in one folder; the same folder always means the same server."""

    title: str

    def __init__(self, wanted: Path, display: Display) -> None:
        wanted.parent.mkdir(parents=True, exist_ok=True)
        self.account: Account | None = servers_account(wanted / "data")
        self.folder = data_folder(wanted, self.account)
        self.display = display
        self._turn = self.folder / "turn.lock"
        self._users = UserCount(self.folder / "users.lock")

    @property
    @abstractmethod
    def url(self) -> str:
        """Address of the running server."""

    @abstractmethod
    def alive(self) -> bool:
        """Whether our server, with this data folder, is up or coming up."""

    def running(self) -> bool:
        """Whether it is alive and may be used as it is."""
        return self.alive()

    @abstractmethod
    def launch(self) -> None:
        """Recover leftovers and start; may return before the server answers."""

    @abstractmethod
    def wait(self) -> None:
        """Return once the server answers; raise ServiceError when it will not."""

    @abstractmethod
    def halt(self) -> None:
        """Stop the server cleanly and wait for its end."""

    def join(self) -> bool:
        """Become a user, starting the server when nobody has; True when this call started it."""
        with exclusive(self._turn):
            started = not self.running()
            if started:
                self.launch()
            self._users.join()
        return started

    def leave(self) -> bool:
        """Stop being a user; True when that stopped the server."""
        with exclusive(self._turn):
            if not self._users.leave() or (self.folder / KEPT).exists() or not self.alive():
                return False
            self.halt()
        return True

    def keep(self) -> None:
        """Let the server run on after its last user, until `release()`."""
        (self.folder / KEPT).touch()

    def release(self) -> bool:
        """Stop a kept server; False when some command still uses it (its last user stops it then)."""
        (self.folder / KEPT).unlink(missing_ok=True)
        with exclusive(self._turn):
            if self._users.in_use():
                return False
            if self.alive():
                self.halt()
        return True
