"""`manage.py search_index status|rebuild|reconcile|rollback|parity`."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, Max

from search import parity, rebuild, reconcile
from search.engine import EngineDownError, alias, client, index_behind, previous
from search.index.definition import LANGUAGES
from search.models import QueuedChange


class Command(BaseCommand):
    help = "État, reconstruction, vérification, retour arrière et conformité de l’index de recherche."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["status", "rebuild", "reconcile", "rollback", "parity"])
        parser.add_argument(
            "--force", action="store_true", help="rebuild : accepter beaucoup moins de documents."
        )
        parser.add_argument(
            "--record", action="store_true", help="parity : réécrire les réponses de référence."
        )

    def handle(self, *, action: str, **options: Any) -> None:
        try:
            getattr(self, action)(**options)
        except EngineDownError as error:
            raise CommandError(f"Elasticsearch ne répond pas comme attendu : {error}") from error
        except rebuild.RebuildRefusedError as error:
            raise CommandError(f"L’index en service n’a pas changé. {error}") from error

    def status(self, **_options: Any) -> None:
        for language in LANGUAGES:
            index, kept = index_behind(alias(language)), index_behind(previous(language))
            found = f"{rebuild.count(index)} documents" if index else "absent"
            self.stdout.write(f"{language} : {index or alias(language)}, {found}")
            self.stdout.write(
                f"     PostgreSQL : {rebuild.expected(language)} documents ; précédent : {kept or 'aucun'}"
            )
        queue = QueuedChange.objects.aggregate(waiting=Count("pk"), attempts=Max("attempts"))
        self.stdout.write(f"File : {queue['waiting']} changements, {queue['attempts'] or 0} essais au plus")
        last = QueuedChange.objects.exclude(error="").order_by("-attempts").first()
        if last:
            self.stdout.write(f"     {last} : {last.error}")

    def rebuild(self, *, force: bool = False, **_options: Any) -> None:
        started = time.monotonic()
        done = rebuild.rebuild(self._progress, force=force)
        seconds = time.monotonic() - started
        for language, index in done.indexes.items():
            self.stdout.write(f"{language} : {index}, {done.counts[language]} documents, en service")
        total = sum(done.counts.values())
        self.stdout.write(f"{total} documents en {seconds:.1f} s ({total / seconds:.0f} par seconde)")

    def reconcile(self, **_options: Any) -> None:
        result = reconcile.run()
        self.stdout.write(
            f"{result.checked} documents vérifiés ; recalculés : {result.recomputed}, retirés : {result.removed}, "
            f"envoyés : {result.sent}, effacés de l’index : {result.deleted}"
        )

    def rollback(self, **_options: Any) -> None:
        back = rebuild.rollback()
        if not back:
            raise CommandError("Aucun index précédent n’est gardé.")
        for language, index in back.items():
            self.stdout.write(f"{language} : {index} sert de nouveau")
        self.reconcile()

    def parity(self, *, record: bool = False, **_options: Any) -> None:
        unknown = parity.undocumented()
        if unknown:
            raise CommandError("La définition demande ce qui n’a pas été essayé : " + ", ".join(unknown))
        if record:
            self.stdout.write(f"{parity.record(client())} réponses écrites.")
            return
        total, differences = parity.run(client())
        for one in differences:
            self.stderr.write(
                f"{one.language}/{one.analyzer} « {one.text} » : {one.found}, attendu {one.expected}"
            )
        if differences:
            raise CommandError(
                f"{len(differences)} textes sur {total} sont analysés autrement que sur notre serveur."
            )
        self.stdout.write(f"{total} textes analysés comme attendu.")

    def _progress(self, what: str, done: int, total: int | None) -> None:
        """One line rewritten on a terminal, one line per step elsewhere."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{what} : {done}/{total}", ending="\n" if done == total else "")
        elif done in (0, total):
            self.stderr.write(f"{what} : {done}/{total}")
