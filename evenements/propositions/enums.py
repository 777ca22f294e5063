"""States and origins of a proposal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenements.enums import TypeEvenement


class EtatProposition(models.TextChoices):
    A_CONFIRMER = "a_confirmer", _("à confirmer par l’établissement")
    A_DESIGNER = "a_designer", _("établissement à désigner")
    A_RELIRE = "a_relire", _("à relire")
    CORRIGEE = "corrigee", _("publiée, correction à relire")
    ACCEPTEE = "acceptee", _("publiée")
    REFUSEE = "refusee", _("refusée")
    ANNULEE = "annulee", _("annulée par l’établissement")
    HORS_REGION = "hors_region", _("hors de la région")


class Origine(models.TextChoices):
    FORMULAIRE = "formulaire", _("formulaire")
    IMPORT = "import", _("import")


#: What waits for a person.
WAITING = (EtatProposition.A_DESIGNER, EtatProposition.A_RELIRE, EtatProposition.CORRIGEE)

#: What a school may propose: the other types belong to the team.
TYPES = [
    choice
    for choice in TypeEvenement.choices
    if choice[0] not in {TypeEvenement.WORLDSKILLS, TypeEvenement.APPEL_PROJETS}
]
