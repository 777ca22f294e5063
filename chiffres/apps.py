from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChiffresConfig(AppConfig):
    name = "chiffres"
    verbose_name = _("Chiffres")

    def ready(self) -> None:
        from chiffres import (
            permissions,  # noqa: F401 - roles are declared by importing it
            search_documents,  # noqa: F401 - registers what is found
        )
