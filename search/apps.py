from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Recherche")

    def ready(self) -> None:
        from common.schedule import daily, every
        from search import checks, signal_handlers, tasks  # noqa: F401 - checks and receivers register themselves

        every(minutes=1)(tasks.drain_if_needed)
        daily(at=time(3, 15))(tasks.reconcile_tonight)
