"""`manage.py demo_accounts`: one account per role; passwords on the standard output, once, as JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.accounts import ensure_accounts


class Command(BaseCommand):
    help = "Crée un compte d’essai par rôle et garde leurs mots de passe dans .local/accounts.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, default=settings.DEMO_ACCOUNTS_FILE)

    def handle(self, *, file: Path, **options: Any) -> None:
        if settings.WAGTAIL_2FA_REQUIRED:
            message = "Pas de comptes d’essai en production : les créer un par un dans le back-office."
            raise CommandError(message)
        accounts, changed = ensure_accounts(file)
        if changed:
            self.stdout.write(json.dumps(accounts, ensure_ascii=False, indent=2))
        else:
            self.stderr.write(f"Les comptes existent ; leurs mots de passe sont dans {file}.")
