"""`manage.py worker`: runs background tasks as soon as they are committed. Stops after the current one on SIGTERM."""

import logging
import uuid
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

import psycopg
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.urls import get_resolver
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as Runner
from django_tasks_db.models import DBTaskResult

from common.wakeup import CHANNEL, Stop, own_connection

logger = logging.getLogger("common.worker")

#: The safety net: a task whose notification was lost waits no longer than this.
LONGEST_SLEEP = 60.0
#: Seconds between two attempts to reach PostgreSQL again.
PATIENCE = (0.2, 0.5, 1.0, 2.0, 5.0)


class Command(BaseCommand):
    help = "Exécute les tâches de fond dès qu’elles sont validées ; s’arrête proprement sur SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="Exécuter ce qui attend, puis s’arrêter.")

    def handle(self, *, batch: bool = False, **options: Any) -> None:
        self.stop = Stop()
        self.stop.install()
        self.runner = _runner()
        self.stop.then(lambda: setattr(self.runner, "running", False))
        if batch:
            self.run_ready()
            return
        get_resolver().reverse_dict  # noqa: B018 - loads the addresses: the first task must not wait for it
        self.stdout.write(f"Travailleur {self.runner.worker_id} : prêt.")
        failures = 0
        while not self.stop.asked:
            try:
                self.listen()
            except (psycopg.Error, DatabaseError, InterfaceError) as error:
                pause = PATIENCE[min(failures, len(PATIENCE) - 1)]
                logger.warning("PostgreSQL ne répond pas (%s) : nouvel essai dans %s s", error, pause)
                connection.close()
                self.stop.wait(pause)
                failures += 1
            else:
                failures = 0
        self.stdout.write(f"Travailleur {self.runner.worker_id} : arrêté.")

    def listen(self) -> None:
        """Run what is ready, sleep until notified; raises when the connection breaks."""
        with own_connection() as listener:
            listener.execute(f"LISTEN {CHANNEL}")
            while not self.stop.asked:
                self.run_ready()
                if self.stop.wait(seconds_to_next(), listener):
                    for _notice in listener.notifies(timeout=0):
                        pass

    def run_ready(self) -> None:
        close_old_connections()
        if not self.stop.asked:
            self.runner.run()


def _runner() -> Runner:
    """The loop of django-tasks-db in its batch mode: claim, run, record, until nothing is ready."""
    return Runner(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex[:12],
        excluded_queue_names=[],
    )


def seconds_to_next() -> float:
    """Seconds until a postponed task is due, at most the safety net."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__gt=timezone.now())
    due: datetime | None = waiting.order_by("run_after").values_list("run_after", flat=True).first()
    if due is None:
        return LONGEST_SLEEP
    return max(0.0, min(LONGEST_SLEEP, (due - timezone.now()).total_seconds()))
