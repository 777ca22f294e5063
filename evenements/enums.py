"""Choices of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TypeEvenement(models.TextChoices):
    JPO = "jpo", _("Portes ouvertes")
    FORUM = "forum", _("Forum")
    SALON = "salon", _("Salon")
    ENTREPRISE = "entreprise", _("Visite d’entreprise")
    RENCONTRE = "rencontre", _("Rencontre")
    ATELIER = "atelier", _("Atelier")
    WEBINAIRE = "webinaire", _("Webinaire")
    WORLDSKILLS = "worldskills", _("WorldSkills")
    APPEL_PROJETS = "appel-projets", _("Appel à projets")


class Mode(models.TextChoices):
    SUR_PLACE = "sur_place", _("sur place")
    EN_LIGNE = "en_ligne", _("en ligne")
    MIXTE = "mixte", _("sur place et en ligne")


class Etat(models.TextChoices):
    PREVU = "prevu", _("Prévu")
    REPORTE = "reporte", _("Reporté")
    ANNULE = "annule", _("Annulé")
    COMPLET = "complet", _("Complet")


class Public(models.TextChoices):
    COLLEGE = "college", _("collège")
    LYCEE = "lycee", _("lycée")
    ETUDES = "etudes", _("études supérieures")
    ADULTES = "adultes", _("adultes")
    FAMILLES = "familles", _("familles")
    EQUIPES = "equipes", _("équipes des établissements")
    PRO = "pro", _("entreprises")


class Inscription(models.TextChoices):
    SANS = "sans", _("Sans inscription")
    CONSEILLEE = "conseillee", _("Inscription conseillée")
    OBLIGATOIRE = "obligatoire", _("Sur inscription")


class Accessibilite(models.TextChoices):
    FAUTEUIL = "fauteuil", _("accessible en fauteuil")
    LSF = "lsf", _("interprète en langue des signes")
    BOUCLE = "boucle", _("boucle magnétique")
    SOUS_TITRES = "sous_titres", _("sous-titres")
    CALME = "calme", _("espace calme")
