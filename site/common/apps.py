from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = _("Socle commun")

    def ready(self) -> None:
        from common import background, checks, roles, wakeup  # noqa: F401 - checks and signals register themselves

        background.register_jobs()
        post_migrate.connect(roles.sync_roles, dispatch_uid="common.roles")
