"""What an event must say before it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from common.publication import Errors
from evenements.enums import TypeEvenement

if TYPE_CHECKING:
    from evenements.models import Evenement

#: `/fr/agenda/agenda.ics` is the calendar of all events, so none may be named so.
CALENDAR = "agenda"


def event_errors(evenement: Evenement) -> Errors:
    """By field: dates, place, and the moments of a call for projects."""
    errors = _dates(evenement) | _place(evenement)
    if evenement.slug == CALENDAR:
        errors["slug"] = [_("Cette adresse est déjà celle d’une page de l’agenda.")]
    if evenement.type == TypeEvenement.APPEL_PROJETS and not evenement.appels.all():
        errors["appels"] = [_("Un appel à projets a une ouverture et une clôture : onglet « État ».")]
    return errors


def _dates(evenement: Evenement) -> Errors:
    """The closing of a call is a date by itself."""
    sessions = evenement.sessions.all()
    if not sessions and not evenement.appels.all():
        return {"sessions": [_("Il faut au moins une date.")]}
    if any(session.fin <= session.debut for session in sessions):
        return {"sessions": [_("Une date finit avant d’avoir commencé.")]}
    return {}


def _place(evenement: Evenement) -> Errors:
    errors: Errors = {}
    if evenement.en_ligne:
        if not (evenement.lien_visio or evenement.inscription_url):
            told = _("En ligne : donner le lien, ou l’adresse d’inscription qui l’enverra.")
            errors["lien_visio"] = [told]
        return errors
    if not (evenement.etablissement_id or evenement.lieu):
        errors["lieu"] = [_("Dire où : un établissement ou un lieu. Sinon, choisir « en ligne ».")]
    if not evenement.departement_id:
        errors["departement"] = [_("Il faut un département, sauf pour un événement en ligne.")]
    return errors
