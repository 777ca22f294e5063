from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferentielsConfig(AppConfig):
    name = "referentiels"
    verbose_name = _("Référentiels")
