"""`manage.py seed_demo`: the demonstration content of `demo/content`, loaded through the models."""

import sys
import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from demo.loader import run
from demo.loader.errors import FauteError

MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


class Command(BaseCommand):
    help = "Charge le contenu de démonstration de demo/content (rejouable : ne réécrit que ce qui a changé)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today", type=date.fromisoformat, metavar="AAAA-MM-JJ",
            help="Jour à partir duquel comptent les dates relatives (par défaut : celui du premier chargement).",
        )  # fmt: skip
        parser.add_argument(
            "--only", nargs="+", default=(), metavar="DOSSIER", help="Seulement ces dossiers de demo/content."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        try:
            bilan, day = run.load(today=options["today"], only=options["only"], tick=self.progress)
        except FauteError as error:
            self.end_progress()
            count = len(error.fautes)
            raise CommandError(f"{count} faute(s), rien n’est chargé :\n{error}") from error
        self.end_progress()
        if bilan.written:
            # Fresh tables have no statistics yet: PostgreSQL would plan the first pages blindly.
            connection.cursor().execute("ANALYZE")
        for name in bilan.edited:
            self.stdout.write(f"Laissé tel quel, une personne l’a modifié : {name}")
        self.stdout.write(
            f"{bilan.written} écrits, {bilan.unchanged} inchangés, {len(bilan.edited)} laissés tels quels "
            f"(dates comptées depuis le {day.day} {MOIS[day.month - 1]} {day.year}, {time.monotonic() - start:.0f} s)."
        )

    def progress(self, name: str, done: int, total: int) -> None:
        width = 24
        full = width * min(done, total) // max(total, 1)
        if self.stderr.isatty():
            bar = "█" * full + "░" * (width - full)
            sys.stderr.write(f"\r{bar} {done}/{total} {name[:50]:<50}")
            sys.stderr.flush()
        elif done % 25 == 0:
            sys.stderr.write(f"{done}/{total} {name}\n")

    def end_progress(self) -> None:
        if self.stderr.isatty():
            sys.stderr.write("\r" + " " * 90 + "\r")
