"""Choices of a job page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NiveauEntree(models.IntegerChoices):
    """Lowest level that opens the job: the French national framework of 2019, in words a reader knows."""

    SANS = 2, _("Sans diplôme")
    CAP = 3, _("CAP")
    BAC = 4, _("Bac")
    BAC_2 = 5, _("Bac + 2")
    BAC_3 = 6, _("Bac + 3")
    BAC_5 = 7, _("Bac + 5")
    BAC_8 = 8, _("Bac + 8")


class Voie(models.TextChoices):
    """How one learns: at school, as an apprentice, or later."""

    SCOLAIRE = "scolaire", _("à l’école")
    APPRENTISSAGE = "apprentissage", _("en apprentissage")
    CONTINUE = "continue", _("en formation continue")


class IconeCondition(models.TextChoices):
    RYTHME = "clock", _("horaires")
    LIEU = "map-pin", _("lieu")
    EQUIPE = "users", _("équipe")
    CORPS = "hand-stop", _("corps et santé")
    METEO = "sun", _("dehors, météo")
    TRAJET = "route", _("déplacements")
    ARGENT = "coin-euro", _("argent")
    SECURITE = "alert-triangle", _("sécurité")
