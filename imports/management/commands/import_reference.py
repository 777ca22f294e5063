"""`manage.py import_reference SOURCE FILE`: one source, or `all` with the folder that holds them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from imports.enums import Statut
from imports.models import ImportRun
from imports.pipeline import MAX_REFUSED, Options, run_import
from imports.progress import Bar
from imports.reference import import_all
from imports.report import lines
from imports.source import sources

ALL = "all"


class Command(BaseCommand):
    help = "Importe des données de référence : vérifie tout, puis écrit tout ou rien."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", choices=[*sources(), ALL], help="ce que contient le fichier")
        parser.add_argument("file", type=Path, help="fichier, dossier ou archive ZIP officielle")
        parser.add_argument("--dry-run", action="store_true", help="vérifie et compte, sans rien écrire")
        parser.add_argument(
            "--max-refused",
            type=float,
            default=MAX_REFUSED,
            metavar="POURCENT",
            help="part de lignes fautives au-delà de laquelle rien n’est écrit (20 par défaut)",
        )
        parser.add_argument(
            "--allow-removals",
            action="store_true",
            help="accepte qu’un fichier ait perdu plus de 20 %% de ses lignes",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        choices = Options(options["dry_run"], options["max_refused"], options["allow_removals"])
        if options["source"] == ALL:
            runs = self._all(options["file"], choices)
        else:
            source = sources()[options["source"]]
            runs = [run_import(source, options["file"], choices, Bar())]
            self._show(runs[0])
        refused = [run.message for run in runs if run.statut == Statut.REFUSE]
        if refused:
            raise CommandError("\n".join(refused))

    def _all(self, folder: Path, choices: Options) -> list[ImportRun]:
        if not folder.is_dir():
            raise CommandError(_("« %(path)s » n’est pas un dossier.") % {"path": folder})
        runs = []
        for source, run in import_all(folder, choices, Bar()):
            if run is None:
                self.stdout.write(f"{source.name} · {_('déjà à jour')}")
            else:
                runs.append(run)
                self._show(run)
        return runs

    def _show(self, run: ImportRun) -> None:
        for line in lines(run):
            self.stdout.write(line)
