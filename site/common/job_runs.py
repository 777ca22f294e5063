"""What the scheduler remembers of each periodic job, so that a restart neither forgets nor repeats one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """The last run of one job."""

    name = models.CharField(_("travail"), max_length=80, primary_key=True)
    started_at = models.DateTimeField(_("commencé le"))
    finished_at = models.DateTimeField(_("fini le"), null=True, blank=True)
    error = models.TextField(_("erreur"), blank=True)

    class Meta:
        app_label = "common"
        verbose_name = _("travail périodique")
        verbose_name_plural = _("travaux périodiques")

    def __str__(self) -> str:
        return self.name
