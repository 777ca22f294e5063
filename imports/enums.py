"""States of an import, as the journal shows them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Statut(TextChoices):
    EN_COURS = "en_cours", _("En cours")
    APPLIQUE = "applique", _("Appliqué")
    ESSAI = "essai", _("Essai à blanc, rien d’écrit")
    REFUSE = "refuse", _("Refusé, rien d’écrit")
    ANNULE = "annule", _("Annulé après coup")


class Action(TextChoices):
    CREATION = "creation", _("Création")
    MODIFICATION = "modification", _("Modification")
    RETRAIT = "retrait", _("Retrait")
