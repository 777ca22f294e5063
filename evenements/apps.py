from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvenementsConfig(AppConfig):
    name = "evenements"
    verbose_name = _("Événements")

    def ready(self) -> None:
        from common.schedule import daily
        from evenements import (
            permissions,  # noqa: F401 - roles are declared by importing it
            search_documents,  # noqa: F401 - registers what is found
        )
        from evenements.importers.jpo_onisep import JPO_SOURCE
        from evenements.propositions import retention
        from imports.source import register

        daily(at=time(3, 50))(retention.erase_unconfirmed)
        daily(at=time(3, 55))(retention.erase_contacts)
        register(JPO_SOURCE)
