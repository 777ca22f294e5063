from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoiresConfig(AppConfig):
    name = "territoires"
    verbose_name = _("Territoires")

    def ready(self) -> None:
        from territoires import permissions  # noqa: F401 - roles are declared by importing it
