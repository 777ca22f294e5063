from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormationsConfig(AppConfig):
    name = "formations"
    verbose_name = _("Formations")

    def ready(self) -> None:
        from formations import (
            permissions,  # noqa: F401 - roles are declared by importing it
            search_documents,  # noqa: F401 - registers what is found
        )
