"""What a list shows of an event."""

from django import template
from django.utils import timezone

from evenements.models import Evenement, EvenementSession
from evenements.querysets import Dates

register = template.Library()


@register.filter
def session_montree(sessions: list[EvenementSession]) -> EvenementSession | None:
    """The next session, else the last one."""
    now = timezone.now()
    return next((item for item in sessions if item.fin >= now), sessions[-1] if sessions else None)


@register.filter
def date_affichee(evenement: Evenement) -> Dates | EvenementSession | None:
    """What a list shows: the next session, else the last; computed by the queryset, else read from the sessions."""
    computed = Dates.of(evenement)
    if computed is not None:
        return computed
    return session_montree(evenement.sessions_ordered())
