from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "imports"
    verbose_name = _("Imports")

    def ready(self) -> None:
        from imports import permissions  # noqa: F401 - roles are declared by importing it
        from imports.signal_handlers import connect

        connect()
