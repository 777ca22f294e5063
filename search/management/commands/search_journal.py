"""`manage.py search_journal read|purge`: counts the journal of searches and erases it; forgets what is too old."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.journal import files, purging


class Command(BaseCommand):
    help = "Compte le journal des recherches puis l’efface (read) ; oublie ce qui est trop vieux (purge)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["read", "purge"])

    def handle(self, *, action: str, **_options: Any) -> None:
        getattr(self, action)()

    def read(self) -> None:
        done = files.read_all()
        self.stdout.write(
            f"{done.lines} lignes comptées, {done.refused} illisibles, {done.files} fichiers effacés"
        )

    def purge(self) -> None:
        for what, number in purging.purge().items():
            self.stdout.write(f"{what} : {number} lignes oubliées")
