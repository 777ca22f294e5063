"""What a list shows of an event."""

from django import template
from django.utils import timezone

from evenements.models import Evenement, EvenementSession
from evenements.querysets import Dates

register = template.Library()


@register.filter
def date_affichee(evenement: Evenement) -> Dates | EvenementSession | None:
    """What a list shows: the next session, else the last; computed by the queryset, else read from the sessions."""
    computed = Dates.of(evenement)
    if computed is not None:
        return computed
    sessions = evenement.sessions_ordered()
    now = timezone.now()
    return next((session for session in sessions if session.fin >= now), sessions[-1] if sessions else None)
