from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Recherche")

    def ready(self) -> None:
        from common.schedule import daily, every
        from search import checks, permissions, signal_handlers, tasks  # noqa: F401 - they register themselves
        from search.journal import tasks as journal_tasks

        every(minutes=1)(tasks.drain_if_needed)
        every(minutes=1)(tasks.restore_if_missing)
        daily(at=time(3, 15))(tasks.reconcile_tonight)
        every(minutes=5)(journal_tasks.read_soon)
        daily(at=time(4, 5))(journal_tasks.purge_tonight)
