"""`manage.py load_demo_reference`: the small reference tables of a fresh clone, before `seed_demo`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from demo.reference.loading import ExtractRefusedError, load
from imports.progress import Bar
from imports.report import lines


class Command(BaseCommand):
    help = "Charge les extraits de demo/reference : communes, bassins, établissements, codes ROME."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            runs = load(Bar())
        except ExtractRefusedError as error:
            raise CommandError(str(error)) from error
        for run in runs:
            for line in lines(run):
                self.stdout.write(line)
        if not runs:
            self.stdout.write(_("Données de référence déjà en place."))
