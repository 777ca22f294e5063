"""Closed lists of places and établissements."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TypeEtablissement(TextChoices):
    COLLEGE = "college", _("Collège")
    LYCEE_GT = "lycee-gt", _("Lycée général et technologique")
    LYCEE_PRO = "lycee-pro", _("Lycée professionnel")
    LYCEE_POLYVALENT = "lycee-polyvalent", _("Lycée polyvalent")
    LYCEE_AGRICOLE = "lycee-agricole", _("Lycée agricole")
    CFA = "cfa", _("Centre de formation d’apprentis")
    SANTE_SOCIAL = "sante-social", _("École de la santé ou du social")
    UNIVERSITE = "universite", _("Université ou école du supérieur")
    AUTRE = "autre", _("Autre établissement")


class Statut(TextChoices):
    PUBLIC = "public", _("Public")
    PRIVE = "prive", _("Privé")


class Academie(TextChoices):
    LILLE = "lille", _("Lille")
    AMIENS = "amiens", _("Amiens")


class Precision(TextChoices):
    ADRESSE = "adresse", _("À l’adresse")
    COMMUNE = "commune", _("Au centre de la commune")
