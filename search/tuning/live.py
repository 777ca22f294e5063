"""The copy of the decisions that each process holds.

A thread of its own listens to PostgreSQL and reads the rules again when they change: readers wait for nothing, a
question costs no SQL, and what the analyst saves is in force everywhere a moment later. `docs/decisions/0100`.
"""

import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction

from common.wakeup import own_connection
from search.tuning.compiling import Stored, compile_all
from search.tuning.values import Tuning

logger = logging.getLogger("search.tuning")

CHANNEL = "proch_tuning"
#: Seconds between two looks without any notice: a notice may be lost by a proxy of connections.
LOOK = 30.0
#: Seconds that the very first question of a process waits for the rules.
FIRST_WAIT = 0.5
#: Seconds between two attempts to reach PostgreSQL again.
PATIENCE = (0.2, 1.0, 5.0, 15.0)

LAST = "SELECT coalesce(max(id), 0) FROM search_tuningchange"
RULES = "SELECT kind, language, content FROM search_tuningrule ORDER BY id"

_tried: ContextVar[dict[str, Tuning] | None] = ContextVar("search.tuning.tried", default=None)


class Copies:
    """The decisions in force, and the thread that keeps them so."""

    def __init__(self) -> None:
        self.tunings: dict[str, Tuning] = {}
        self.version = -1
        self._loaded = threading.Event()
        self._stop = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0

    def get(self, language: str) -> Tuning | None:
        if settings.SEARCH_TUNING_LISTENS and (self._process != os.getpid() or not self._alive):
            self.start()
        return self.tunings.get(language)

    @property
    def _alive(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Once per process, also after a fork; the first question waits a little for the rules."""
        with self._starting:
            if self._process != os.getpid() or not self._alive:
                self._process = os.getpid()
                self._stop.clear()
                self._thread = threading.Thread(target=self._listen, name="search-tuning", daemon=True)
                self._thread.start()
        self._loaded.wait(FIRST_WAIT)

    def stop(self) -> None:
        """End the thread: its connection would keep a database from being dropped."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def load(self, cursor: Any) -> None:
        """Read the rules if something changed since."""
        cursor.execute(LAST)
        version = cursor.fetchone()[0]
        if version != self.version:
            cursor.execute(RULES)
            rules = [Stored(kind, language, _json(content)) for kind, language, content in cursor.fetchall()]
            self.tunings = compile_all(rules, version)
            self.version = version
        self._loaded.set()

    def forget(self) -> None:
        self.tunings, self.version = {}, -1
        self._loaded.clear()

    def _listen(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                with own_connection() as listener:
                    listener.execute(f"LISTEN {CHANNEL}")
                    self._follow(listener)
            except psycopg.Error as error:
                logger.info("Règles de recherche : PostgreSQL ne répond pas (%s)", error)
                self._stop.wait(PATIENCE[min(failures, len(PATIENCE) - 1)])
                failures += 1
            except Exception:
                logger.exception("Règles de recherche illisibles : celles d’avant restent en vigueur")
                self._stop.wait(LOOK)

    def _follow(self, listener: "psycopg.Connection[Any]") -> None:
        waited = LOOK
        while not self._stop.is_set():
            if waited >= LOOK:
                with listener.cursor() as cursor:
                    self.load(cursor)
                waited = 0.0
            # Short waits: a process that ends must not be held back.
            if list(listener.notifies(timeout=1.0, stop_after=1)):
                waited = LOOK
            else:
                waited += 1.0


def _json(content: Any) -> Any:
    """Django's connections leave JSON as text; psycopg's own ones read it."""
    return json.loads(content) if isinstance(content, str) else content


copies = Copies()


def current(language: str) -> Tuning:
    """The decisions in force for a page in `language`. No SQL; without any rule, a `Tuning` that changes nothing."""
    tried = _tried.get()
    if tried is not None and language in tried:
        return tried[language]
    return copies.get(language) or Tuning(language)


@contextmanager
def trying(tunings: dict[str, Tuning]) -> Iterator[None]:
    """Decisions not saved yet, for the searches of a preview."""
    token = _tried.set(tunings)
    try:
        yield
    finally:
        _tried.reset(token)


def reload() -> None:
    """Read the rules again in this process, through Django's connection."""
    with connection.cursor() as cursor:
        copies.load(cursor)


def announce() -> None:
    """Tell every process, when the transaction that changed a rule commits; this one does not wait for the notice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    transaction.on_commit(reload)
