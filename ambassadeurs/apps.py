from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AmbassadeursConfig(AppConfig):
    name = "ambassadeurs"
    verbose_name = _("Ambassadeurs")

    def ready(self) -> None:
        from ambassadeurs import (
            permissions,  # noqa: F401 - roles are declared by importing it
            retention,
            search_documents,  # noqa: F401 - registers what is found
        )
        from common.schedule import daily

        daily(at=time(0, 5))(retention.withdraw_ended_consents)
        daily(at=time(3, 45))(retention.erase_old_requests)
