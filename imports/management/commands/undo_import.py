"""`manage.py undo_import NUMBER`: take back one import of the journal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from imports.models import ImportRun
from imports.undo import NotUndoableError, undo_run


class Command(BaseCommand):
    help = "Annule un import : remet les valeurs d’avant, sauf ce qui a changé ou servi depuis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="numéro de l’import dans le journal")

    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(_("Aucun import ne porte le numéro %(run)d.") % {"run": options["run"]})
        try:
            undone = undo_run(run)
        except NotUndoableError as error:
            raise CommandError(
                _("Cet import ne peut pas être annulé. État : %(state)s.") % {"state": error}
            ) from error
        self.stdout.write(
            _("Import %(run)d annulé : %(restored)d fiches remises, %(kept)d gardées telles quelles.")
            % {"run": run.pk, "restored": undone.restored, "kept": undone.kept}
        )
