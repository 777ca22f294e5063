from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecteursConfig(AppConfig):
    name = "secteurs"
    verbose_name = _("Vocabulaires")

    def ready(self) -> None:
        from secteurs import (
            permissions,  # noqa: F401 - roles are declared by importing it
            search_documents,  # noqa: F401 - registers what is found
        )
