"""The one reading of an address that page, frame, feeds, calendar and API share: equal filters, equal events."""

from __future__ import annotations

from django.http import QueryDict

from evenements.listings import EvenementListing
from evenements.models.evenement import Evenement
from evenements.querysets import EvenementQuerySet


class PlainListing(EvenementListing):
    """The same events without the counts of the choices, which only a page shows."""

    facet_names = ()


def agenda_listing(data: QueryDict, language: str, path: str, *, choices: bool = True) -> EvenementListing:
    """Coming dates under the filters of `data`, in `language` or else French; `path` is where its links lead.

    A form with a default size of its own puts it in a copy of `data` first: `data.setdefault("n", "4")`.
    Without `choices` nothing is counted but the total: for what shows no filters.
    """
    return (EvenementListing if choices else PlainListing)(data, path, agenda_events(language))


def agenda_events(language: str) -> EvenementQuerySet:
    """Every published event, once: in `language`, and in French those without translation."""
    return Evenement.objects.localized(language).for_listing()
