"""Rebuilds and rollbacks asked from the back-office."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Operation(models.TextChoices):
    """What is done to the index."""

    REBUILD = "reconstruction", _("Reconstruction")
    ROLLBACK = "retour", _("Retour à l’index précédent")


class State(models.TextChoices):
    """Where it stands."""

    WAITING = "attente", _("En attente")
    RUNNING = "cours", _("En cours")
    DONE = "fait", _("Terminée")
    FAILED = "echec", _("Échouée")


class IndexOperation(models.Model):
    """One operation, from the button to its end. Only one waits or runs at a time."""

    operation = models.CharField(_("opération"), max_length=16, choices=Operation)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.WAITING)
    step = models.CharField(_("étape"), max_length=120, blank=True)
    done = models.PositiveIntegerField(_("contenus traités"), default=0)
    total = models.PositiveIntegerField(_("contenus en tout"), default=0)
    result: Any = models.JSONField(_("documents par langue"), default=dict)
    error = models.TextField(_("erreur"), blank=True)
    asked_at = models.DateTimeField(_("demandée le"), auto_now_add=True)
    seen_at = models.DateTimeField(_("dernier signe de vie"), auto_now=True)
    ended_at = models.DateTimeField(_("terminée le"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("demandée par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("opération sur l’index")
        verbose_name_plural = _("opérations sur l’index")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation"],
                condition=Q(state__in=["attente", "cours"]),
                name="search_operation_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_operation_display()} {self.asked_at:%d/%m/%Y}"
