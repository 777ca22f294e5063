"""Both servers together: what a command needs is an address for each, its own or the one given by the environment."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from services.elasticsearch import Elasticsearch
from services.folders import LOCAL
from services.postgresql import PostgreSQL
from services.progress import Display

# The site's data, and a separate place for tests: nothing a test does can reach what a person typed.
SITE_DATA = LOCAL / "services"
TEST_DATA = LOCAL / "tests"
SITE_DATABASE = "proch"


class Servers:
    """PostgreSQL and Elasticsearch of one folder, each only where the environment names no server."""

    def __init__(
        self, folder: Path, display: Display, *, durable: bool, given: Mapping[str, str] | None = None
    ) -> None:
        given = os.environ if given is None else given
        self.display = display
        self._given = {name: given.get(name, "") for name in ("DATABASE_URL", "ELASTICSEARCH_URL")}
        own_database, own_search = (not self._given[name] for name in ("DATABASE_URL", "ELASTICSEARCH_URL"))
        self.database = PostgreSQL(folder / "postgresql", display, durable=durable) if own_database else None
        self.search = Elasticsearch(folder / "elasticsearch", display) if own_search else None

    def join(self, database: str = SITE_DATABASE, *, wait: bool = True) -> dict[str, str]:
        """Start or share the servers; returns the environment that names them.

        Elasticsearch is started first and waited for last: PostgreSQL comes up meanwhile.
        """
        addresses = {}
        if self.search:
            self.search.join()
        if self.database:
            with self.display.step("PostgreSQL") as step:
                step.detail = "démarré" if self.database.join() else "déjà en marche"
                self.database.create_database(database)
            addresses["DATABASE_URL"] = self.database.url_of(database)
        if self.search:
            if wait:
                self.wait_for_search()
            addresses["ELASTICSEARCH_URL"] = self.search.url
        return {**self._given, **addresses}

    def wait_for_search(self) -> None:
        if self.search:
            with self.display.step("Elasticsearch") as step:
                self.search.wait()
                step.detail = self.search.url

    def leave(self) -> None:
        """Stop what nobody else uses; both are always tried."""
        with contextlib.ExitStack() as stack:
            for server in (self.search, self.database):
                if server:
                    stack.callback(server.leave)

    def keep(self) -> None:
        for server in (self.search, self.database):
            if server:
                server.keep()

    def release(self) -> list[str]:
        """Stop servers kept by `keep()`; returns the titles of those still used by another command."""
        return [server.title for server in (self.search, self.database) if server and not server.release()]

    def status(self) -> dict[str, str]:
        """Title and address of each server that runs."""
        found = [server for server in (self.database, self.search) if server]
        return {server.title: server.url for server in found if server.alive()}


def secret_key() -> str:
    """A key for this machine, made once and kept out of git: sessions survive a restart."""
    path = LOCAL / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        draft.replace(path)
    return path.read_text()
