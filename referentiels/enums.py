"""Closed lists of the reference tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Riasec(TextChoices):
    """The six interest profiles of Holland, as ROME 4.0 codes them."""

    REALISTE = "R", _("Réaliste")
    INVESTIGATEUR = "I", _("Investigateur")
    ARTISTIQUE = "A", _("Artistique")
    SOCIAL = "S", _("Social")
    ENTREPRENANT = "E", _("Entreprenant")
    CONVENTIONNEL = "C", _("Conventionnel")


class TransitionEco(TextChoices):
    """ROME 4.0's four classes; the empty value means that nobody assessed the job."""

    BLANC = "blanc", _("Emploi blanc : peu concerné")
    STRATEGIQUE = "strategique", _("Emploi stratégique pour la transition écologique")
    VERT = "vert", _("Emploi vert")
    BRUN = "brun", _("Emploi brun : activité à transformer")


class NiveauCec(TextChoices):
    """Levels of the French framework, aligned on the European one (CEC)."""

    TROIS = "3", _("Niveau 3 (CAP)")
    QUATRE = "4", _("Niveau 4 (bac)")
    CINQ = "5", _("Niveau 5 (bac +2)")
    SIX = "6", _("Niveau 6 (bac +3)")
    SEPT = "7", _("Niveau 7 (bac +5)")
    HUIT = "8", _("Niveau 8 (doctorat)")
