from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvenementsConfig(AppConfig):
    name = "evenements"
    verbose_name = _("Événements")

    def ready(self) -> None:
        from evenements import (
            permissions,  # noqa: F401 - roles are declared by importing it
            search_documents,  # noqa: F401 - registers what is found
        )
