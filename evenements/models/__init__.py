"""Events, their dates, and the agenda that lists them."""

from evenements.models.agenda import AgendaIndexPage
from evenements.models.appel import AppelProjets
from evenements.models.children import (
    EvenementAmbassadeur,
    EvenementFormation,
    EvenementMetier,
    EvenementSession,
)
from evenements.models.evenement import Evenement, EvenementSecteur, EvenementTheme

__all__ = [
    "AgendaIndexPage",
    "AppelProjets",
    "Evenement",
    "EvenementAmbassadeur",
    "EvenementFormation",
    "EvenementMetier",
    "EvenementSecteur",
    "EvenementSession",
    "EvenementTheme",
]
