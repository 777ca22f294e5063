from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoiresConfig(AppConfig):
    name = "territoires"
    verbose_name = _("Territoires")

    def ready(self) -> None:
        from imports.source import register
        from territoires import permissions  # noqa: F401 - roles are declared by importing it
        from territoires.importers.communes import COMMUNES_SOURCE
        from territoires.importers.departements import DEPARTEMENTS_SOURCE
        from territoires.importers.etablissements import ETABLISSEMENTS_SOURCE

        for source in (DEPARTEMENTS_SOURCE, COMMUNES_SOURCE, ETABLISSEMENTS_SOURCE):
            register(source)
