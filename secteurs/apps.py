from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecteursConfig(AppConfig):
    name = "secteurs"
    verbose_name = _("Vocabulaires")
