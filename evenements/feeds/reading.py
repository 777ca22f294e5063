"""The events of a feed, read from its address by the filters of the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from common.navigation import active_language, localized
from common.seo import SITE_NAME, absolute
from evenements.feeds.changes import changed_at
from evenements.listings import EvenementListing
from evenements.selection import agenda_events, agenda_listing

if TYPE_CHECKING:
    from evenements.models import Evenement
    from evenements.querysets import EvenementQuerySet

#: Events of a feed whose address does not say how many: as many as the grammar allows, a reader has no next page.
FEED_SIZE = "50"
#: Events of a calendar: more than anybody reads, and what one answer may cost.
MAX_EVENTS = 500
#: A calendar that forgot yesterday at midnight would be of no use to who comes back from the event.
KEPT = timedelta(days=30)


def with_dates(events: Any) -> EvenementQuerySet:
    """What feeds say beside what lists show; never the programme, which they do not."""
    told: EvenementQuerySet = events.prefetch_related("sessions", "appels").defer("description")
    return told


@dataclass
class Reading:
    """One address, read once: the events, the words around them, what was left out."""

    request: HttpRequest

    @property
    def paged(self) -> bool:
        """Whether `n` events are given, or everything."""
        return True

    @cached_property
    def language(self) -> str:
        return active_language()

    @cached_property
    def listing(self) -> EvenementListing:
        data = self.request.GET.copy()
        if self.paged:
            data.setdefault("n", FEED_SIZE)
        listing = agenda_listing(data, self.language, localized("agenda/"), choices=False)
        listing.queryset = with_dates(listing.queryset)
        return listing

    @cached_property
    def items(self) -> list[Evenement]:
        return self.listing.items

    @cached_property
    def changed(self) -> datetime:
        return changed_at()

    @property
    def notes(self) -> list[str]:
        return self.listing.notes

    @cached_property
    def title(self) -> str:
        """“Agenda Proch’Orientation : Portes ouvertes, Nord”."""
        chips = ", ".join(chip.label for chip in self.listing.form.active)
        name = _("Agenda %(site)s") % {"site": SITE_NAME}
        return _("%(nom)s : %(filtres)s") % {"nom": name, "filtres": chips} if chips else name

    @cached_property
    def description(self) -> str:
        """What it is, then what was left out of the address: some formats have no other place to say it."""
        told = [_("Portes ouvertes, forums, salons et rencontres en Hauts-de-France."), *self.notes]
        return " ".join(told)

    @property
    def page(self) -> str:
        """The same list on the site."""
        return absolute(self.listing.form.url(n=None, page=None))

    @property
    def address(self) -> str:
        """Of the feed itself, as it should be written."""
        query = self.listing.form.querystring(page=self.listing.form.values.page)
        return absolute(f"{self.request.path}?{query}" if query else self.request.path)

    @property
    def next_address(self) -> str:
        pager = self.listing.pager
        if pager.number >= pager.count:
            return ""
        return absolute(f"{self.request.path}?{self.listing.form.querystring(page=pager.number + 1)}")


@dataclass
class CalendarReading(Reading):
    """Everything that comes and what ended in the last thirty days, unless the address asks for one page."""

    #: More comes than what is given: known once the items are read.
    truncated: bool = False

    @property
    def paged(self) -> bool:
        return bool({"n", "page"} & set(self.request.GET))

    @cached_property
    def items(self) -> list[Evenement]:
        if self.paged:
            return self.listing.items
        listing = self.listing
        coming = list(listing.ordered(listing.narrow())[: MAX_EVENTS + 1])
        self.truncated = len(coming) > MAX_EVENTS
        return [*coming[:MAX_EVENTS], *self._recent(MAX_EVENTS - len(coming))]

    def _recent(self, room: int) -> list[Any]:
        """Over, but not for long. `du` and `au` bound the coming dates: who gives them does not ask for the past."""
        values = self.listing.form.values
        if room <= 0 or values.du or values.au:
            return []
        events: Any = with_dates(agenda_events(self.language)).filter(self.listing.conditions())
        recent = self.listing.near(events.past().filter(derniere_fin__gte=timezone.now() - KEPT))
        return list(recent[:room])

    @property
    def notes(self) -> list[str]:
        told = [*(self.listing.notes if self.paged else self.listing.form.refused)]
        if self.items and self.truncated:
            told.append(
                _("Plus de %(n)s événements : seuls les prochains sont là. Un filtre les dira tous.")
                % {"n": MAX_EVENTS}
            )
        return told
