"""What a decision of the analyst is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKind(models.TextChoices):
    """Stored values: never changed."""

    SYNONYM = "synonyme", _("Synonymes")
    PIN = "epingle", _("Résultats épinglés")
    QUESTION = "question", _("Recherches particulières")
    WEIGHTS = "poids", _("Poids")


class Effect(models.TextChoices):
    """What becomes of a particular question."""

    IGNORE = "ignorer", _("Ignorer ce mot : il ne change pas les réponses")
    SILENT = "taire", _("Ne rien proposer pendant la frappe")
    HELP = "aider", _("Aller droit à une page d’aide")
