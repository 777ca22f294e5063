"""Processes that sleep until PostgreSQL wakes them: a task was enqueued, a signal came, the server went away.

`NOTIFY` is sent inside the transaction that enqueues, so PostgreSQL delivers it when, and only if, it commits.
"""

import select
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import psycopg
from django.db import connection
from django.dispatch import receiver
from django_tasks.signals import task_enqueued

CHANNEL = "proch_tasks"


@receiver(task_enqueued, dispatch_uid="common.wakeup")
def notify_workers(**_signal: Any) -> None:
    """Wake the workers that listen, at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def own_connection() -> "psycopg.Connection[Any]":
    """A connection beside Django's, which Django never closes: for `LISTEN` and session locks."""
    parameters = connection.get_connection_params()
    wanted = {
        name: parameters[name]
        for name in ("host", "port", "user", "password", "dbname")
        if name in parameters
    }
    return psycopg.connect(**wanted, autocommit=True, connect_timeout=5)


class Stop:
    """Turns SIGTERM and SIGINT into a flag that also ends a wait at once. Asked again later, it ends at once."""

    #: Ctrl-C reaches the whole group, and then the parent asks again: within these seconds it is one request.
    same_request = 2.0

    def __init__(self) -> None:
        self.asked = False
        self._asked_at = 0.0
        self._on_stop: list[Callable[[], None]] = []
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)

    def install(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._receive)

    def then(self, action: Callable[[], None]) -> None:
        self._on_stop.append(action)

    def _receive(self, _number: int, _frame: FrameType | None) -> None:
        if not self.asked:
            self.ask()
        elif time.monotonic() - self._asked_at > self.same_request:
            raise SystemExit(1)

    def ask(self) -> None:
        self.asked, self._asked_at = True, time.monotonic()
        for action in self._on_stop:
            action()
        self._write.send(b"!")

    def wait(self, seconds: float, *others: Any) -> list[Any]:
        """Sleep until one of `others` is readable, `seconds` have passed or a stop is asked."""
        if self.asked:
            return []
        ready, _, _ = select.select([self._read, *others], [], [], max(0.0, seconds))
        return [item for item in ready if item is not self._read]
