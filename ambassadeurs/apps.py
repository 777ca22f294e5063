from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AmbassadeursConfig(AppConfig):
    name = "ambassadeurs"
    verbose_name = _("Ambassadeurs")

    def ready(self) -> None:
        from ambassadeurs import (
            permissions,  # noqa: F401 - roles are declared by importing it
            search_documents,  # noqa: F401 - registers what is found
        )
