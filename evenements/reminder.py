"""The last day to answer a call for projects stands in the agenda like a date: written when the call is saved."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from evenements.enums import TypeEvenement

if TYPE_CHECKING:
    from evenements.models import Evenement

#: The last day begins with the offices; a call that closes earlier is told the evening before.
MORNING = time(9)
EVENING_BEFORE = timedelta(hours=12)


def remind(evenement: Evenement) -> None:
    """Its date follows the closing; its name in calendars never changes, so that they move it and add nothing."""
    uid = closing_uid(evenement)
    known = next((item for item in evenement.sessions.all() if item.uid == uid), None)
    call = next(iter(evenement.appels.all()), None)
    if evenement.type != TypeEvenement.APPEL_PROJETS or call is None:
        if known is not None:
            evenement.sessions.remove(known)
        return
    session = known or evenement.sessions.model(uid=uid, sort_order=len(evenement.sessions.all()))
    session.fin = call.cloture
    session.debut = max(beginning(call.cloture), call.ouverture)
    with translation.override(evenement.locale.language_code):
        session.precision = _("dernier moment pour déposer un projet")
    evenement.sessions.add(session)


def beginning(closing: datetime) -> datetime:
    local = timezone.localtime(closing)
    morning = timezone.make_aware(datetime.combine(local.date(), MORNING))
    return morning if morning < closing else closing - EVENING_BEFORE


def closing_uid(evenement: Evenement) -> UUID:
    """The same in every language."""
    return uuid5(evenement.translation_key, "cloture")
