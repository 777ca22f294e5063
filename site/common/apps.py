from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = _("Socle commun")

    def ready(self) -> None:
        from common import background, checks, wakeup  # noqa: F401 - checks and signals register themselves

        background.register_jobs()
