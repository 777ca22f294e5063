from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferentielsConfig(AppConfig):
    name = "referentiels"
    verbose_name = _("Référentiels")

    def ready(self) -> None:
        from imports.source import register
        from referentiels import permissions  # noqa: F401 - roles are declared by importing it
        from referentiels.importers.rome import ROME_SOURCE

        register(ROME_SOURCE)
