"""`manage.py demo_report`: the content of the demonstration in four tables, for a release note."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo import report
from demo.loader.errors import FauteError
from demo.loader.run import CONTENT, read


class Command(BaseCommand):
    help = "Compte le contenu de demo/content : pages, mots, offres, chiffres, lisibilité (en Markdown)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(report.report(read(CONTENT)))
        except FauteError as error:
            raise CommandError(str(error)) from error
        except ModuleNotFoundError as error:
            raise CommandError(
                f"Il manque {error.name} : les outils des tests (requirements.txt)."
            ) from error
