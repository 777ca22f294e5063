"""Choices of a training."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TypeDiplome(models.TextChoices):
    CAP = "cap", _("CAP")
    BP = "bp", _("Brevet professionnel")
    BAC_PRO = "bac_pro", _("Bac professionnel")
    BAC_TECHNO = "bac_techno", _("Bac technologique")
    MC = "mc", _("Certificat de spécialisation")
    BTS = "bts", _("BTS")
    BTSA = "btsa", _("BTSA")
    BUT = "but", _("BUT")
    DE = "de", _("Diplôme d’État")
    LICENCE_PRO = "licence_pro", _("Licence professionnelle")
    LICENCE = "licence", _("Licence")
    MASTER = "master", _("Master")
    INGENIEUR = "ingenieur", _("Diplôme d’ingénieur")
    TITRE_PRO = "titre_pro", _("Titre professionnel")
    AUTRE = "autre", _("Autre diplôme")


class NiveauCec(models.IntegerChoices):
    """Levels of the French national framework (décret 2019-14), as a reader says them."""

    TROIS = 3, _("CAP ou équivalent")
    QUATRE = 4, _("Bac ou équivalent")
    CINQ = 5, _("Bac + 2")
    SIX = 6, _("Bac + 3 ou 4")
    SEPT = 7, _("Bac + 5")
    HUIT = 8, _("Bac + 8")


class Plateforme(models.TextChoices):
    AFFELNET = "affelnet", _("Affelnet, avec ton collège")
    PARCOURSUP = "parcoursup", _("Parcoursup")
    DIRECT = "direct", _("Candidature auprès de l’établissement")
    CONTRAT = "contrat", _("Contrat avec une entreprise")
    CONCOURS = "concours", _("Concours ou sélection")
