from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferentielsConfig(AppConfig):
    name = "referentiels"
    verbose_name = _("Référentiels")

    def ready(self) -> None:
        from imports.source import register
        from referentiels import permissions  # noqa: F401 - roles are declared by importing it
        from referentiels.importers.onisep_formations import ONISEP_FORMATIONS_SOURCE
        from referentiels.importers.onisep_metiers import ONISEP_METIERS_SOURCE
        from referentiels.importers.rome import ROME_SOURCE

        for source in (ROME_SOURCE, ONISEP_METIERS_SOURCE, ONISEP_FORMATIONS_SOURCE):
            register(source)
