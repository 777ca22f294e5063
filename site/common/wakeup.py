"""Processes that sleep until PostgreSQL wakes them: a task was enqueued, a signal came, the server went away.

`NOTIFY` is sent inside the transaction that enqueues, so PostgreSQL delivers it when, and only if, it commits.
"""

import select
import signal
import socket
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
    """Turns SIGTERM and SIGINT into a flag that also ends a wait at once. The second signal kills, as usual."""

    def __init__(self) -> None:
        self.asked = False
        self._on_stop: list[Callable[[], None]] = []
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)

    def install(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._receive)

    def then(self, action: Callable[[], None]) -> None:
        self._on_stop.append(action)

    def _receive(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise SystemExit(1)
        self.ask()

    def ask(self) -> None:
        self.asked = True
        for action in self._on_stop:
            action()
        self._write.send(b"!")

    def wait(self, seconds: float, *others: Any) -> list[Any]:
        """Sleep until one of `others` is readable, `seconds` have passed or a stop is asked."""
        if self.asked:
            return []
        ready, _, _ = select.select([self._read, *others], [], [], max(0.0, seconds))
        return [item for item in ready if item is not self._read]
