"""Choices of a figure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    SALAIRE_DEBUT = "salaire_debut", _("Salaire pour débuter")
    SALAIRE_MEDIAN = "salaire_median", _("Salaire médian")
    SALAIRE_EXPERIENCE = "salaire_experience", _("Salaire avec de l’expérience")
    RECRUTEMENT = "recrutement", _("Projets de recrutement")
    TENSION = "tension", _("Difficulté à recruter")
    EMPLOI = "emploi", _("Nombre d’emplois")
    INSERTION = "insertion", _("En emploi après la formation")
    POURSUITE = "poursuite", _("Poursuivent des études")
    REUSSITE = "reussite", _("Obtiennent le diplôme")
    AUTRE = "autre", _("Autre")


class Unite(models.TextChoices):
    EUROS_MOIS = "euros_mois", _("euros brut par mois")
    EUROS = "euros", _("euros")
    POURCENT = "pourcent", _("%")
    PERSONNES = "personnes", _("personnes")
    POSTES = "postes", _("postes")
    PROJETS = "projets", _("projets de recrutement")
    ETABLISSEMENTS = "etablissements", _("établissements")
    INDICE = "indice", _("indice")
    KILOMETRES = "kilometres", _("kilomètres")


class Grain(models.TextChoices):
    """What exactly was counted: a figure never speaks of something finer than its source does."""

    ETABLISSEMENT = "etablissement", _("cet établissement, tous diplômes réunis")
    DIPLOME_REGION = "diplome_region", _("ce diplôme, dans toute la région")
    DIPLOME_FRANCE = "diplome_france", _("ce diplôme, dans toute la France")
    METIER_REGION = "metier_region", _("ce métier, dans la région")
    METIER_FRANCE = "metier_france", _("ce métier, dans toute la France")
    FAMILLE_REGION = "famille_region", _("une famille de métiers, dans la région")
    FAMILLE_FRANCE = "famille_france", _("une famille de métiers, dans toute la France")
    TERRITOIRE = "territoire", _("tout le territoire")
    CHANTIER = "chantier", _("ce chantier")


class Diffusion(models.TextChoices):
    DIFFUSE = "diffuse", _("la source donne la valeur")
    NON_DIFFUSE = "non_diffuse", _("non diffusé par la source")
    TROP_PEU = "trop_peu", _("trop peu de personnes")
