"""Events, their dates, and the agenda that lists them."""

from evenements.models.agenda import AgendaIndexPage
from evenements.models.appel import AppelProjets, EvenementDocument
from evenements.models.children import (
    EvenementAmbassadeur,
    EvenementFormation,
    EvenementMetier,
    EvenementSession,
)
from evenements.models.evenement import Evenement, EvenementChantier, EvenementSecteur, EvenementTheme
from evenements.models.proposition import EnsEtablissement, Proposition

__all__ = [
    "AgendaIndexPage",
    "AppelProjets",
    "EnsEtablissement",
    "Evenement",
    "EvenementAmbassadeur",
    "EvenementChantier",
    "EvenementDocument",
    "EvenementFormation",
    "EvenementMetier",
    "EvenementSecteur",
    "EvenementSession",
    "EvenementTheme",
    "Proposition",
]
