"""The decisions of the analyst, and who changed what and when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.tuning.enums import RuleKind


class TuningRule(models.Model):
    """One decision in one language. `content` is what `search.tuning.contents` writes for its kind."""

    kind = models.CharField(_("sorte"), max_length=12, choices=RuleKind)
    language = models.CharField(_("langue"), max_length=12)
    key = models.CharField(
        _("clé"), max_length=250, help_text=_("Ce qui ne peut pas être décidé deux fois dans une langue.")
    )
    content: Any = models.JSONField(_("contenu"), default=dict)
    label = models.TextField(
        _("résumé"), help_text=_("La règle en une phrase, telle que les listes la montrent.")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("modifiée par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("règle de recherche")
        verbose_name_plural = _("règles de recherche")
        ordering = ["kind", "language", "label", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "key"], name="search_rule_once"),
        ]

    def __str__(self) -> str:
        return self.label


class TuningChange(models.Model):
    """One change: the content before and after, nothing when the rule was created or removed."""

    rule = models.BigIntegerField(_("règle"), help_text=_("Son numéro, aussi quand elle n’existe plus."))
    kind = models.CharField(_("sorte"), max_length=12, choices=RuleKind)
    language = models.CharField(_("langue"), max_length=12)
    label = models.TextField(_("résumé"))
    before: Any = models.JSONField(_("avant"), null=True)
    after: Any = models.JSONField(_("après"), null=True)
    at = models.DateTimeField(_("le"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undoes = models.ForeignKey(
        "self",
        verbose_name=_("annule"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="undone_by",
        help_text=_("Le changement que celui-ci défait."),
    )

    class Meta:
        verbose_name = _("changement de règle")
        verbose_name_plural = _("changements de règles")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["rule"], name="search_change_rule")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.label}"
