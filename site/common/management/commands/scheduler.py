"""`manage.py scheduler`: runs what is due, each minute. One instance works; the others stand by."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

import psycopg
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from common.schedule import run_due
from common.wakeup import Stop, own_connection

logger = logging.getLogger("common.scheduler")

#: Key of the advisory lock that the working instance holds.
LOCK = 0x70726F63
STANDBY = 15.0
RETRY = 5.0


class Command(BaseCommand):
    help = "Publie, retire et entretient ce qui doit l’être, chaque minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Exécuter ce qui est dû, puis s’arrêter.")

    def handle(self, *, once: bool = False, **options: Any) -> None:
        self.stop = Stop()
        self.stop.install()
        if once:
            for name in run_due():
                self.stdout.write(name)
            return
        while not self.stop.asked:
            try:
                self.hold()
            except (psycopg.Error, DatabaseError, InterfaceError) as error:
                logger.warning("PostgreSQL ne répond pas (%s) : nouvel essai dans %s s", error, RETRY)
                connection.close()
                self.stop.wait(RETRY)
        self.stdout.write("Planificateur : arrêté.")

    def hold(self) -> None:
        """Take the lock, or wait for it; then work until the connection that holds it breaks."""
        with own_connection() as holder:
            told = False
            while not self._locked(holder):
                if not told:
                    self.stdout.write("Planificateur : un autre travaille déjà, en attente.")
                    told = True
                self.stop.wait(STANDBY)
                if self.stop.asked:
                    return
            self.stdout.write("Planificateur : prêt.")
            while not self.stop.asked:
                holder.execute("SELECT 1")
                close_old_connections()
                run_due()
                self.stop.wait(60 - time.time() % 60, holder)

    def _locked(self, holder: "psycopg.Connection[Any]") -> bool:
        row = holder.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
        return bool(row and row[0])
