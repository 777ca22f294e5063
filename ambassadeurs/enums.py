"""Choices of an ambassador page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    """What a person is ambassador of."""

    METIER = "metier", _("Présente son métier")
    WORLDSKILLS = "worldskills", _("WorldSkills : a concouru ou concourt")


class Rencontre(models.TextChoices):
    CLASSE = "classe", _("visite en classe")
    VISIO = "visio", _("échange en visio")
    ENTREPRISE = "entreprise", _("visite de l’entreprise")
    IMMERSION = "immersion", _("immersion d’une journée")
    FORUM = "forum", _("forum ou salon")


class EtatDemande(models.TextChoices):
    RECUE = "recue", _("reçue")
    EN_COURS = "en_cours", _("en cours")
    ACCEPTEE = "acceptee", _("acceptée")
    REFUSEE = "refusee", _("sans suite")
    FAITE = "faite", _("rencontre faite")
