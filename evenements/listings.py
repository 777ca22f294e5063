"""The agenda under its filters: coming dates by month, or past ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import F, Func, Q, QuerySet, TextField
from django.utils import timezone

from search.filters import FilterForm
from search.listings import Listing

if TYPE_CHECKING:
    from evenements.models import Evenement


class EvenementFilterForm(FilterForm):
    names = (
        "secteur", "rev3", "type", "public", "dep", "bassin", "commune", "rayon", "uai", "du", "au", "page", "n",
    )  # fmt: skip


class Unnest(Func):
    """Each value of an array, on a row of its own."""

    function = "unnest"
    set_returning = True
    output_field = TextField()


class EvenementListing(Listing["Evenement"]):
    """Coming events, the next one first; `du` and `au` bound the date shown."""

    form_class = EvenementFilterForm
    facet_names = ("type", "dep", "secteur", "public")
    shown_names = ("du", "au")
    position = ("commune__latitude", "commune__longitude")
    lookups = {
        "secteur": "evenement_secteurs__tag__slug",
        "rev3": "evenement_themes__tag__slug",
        "type": "type",
        "public": "publics",
        "dep": "departement_id",
        "bassin": "commune__bassin__slug",
        "uai": "etablissement__uai",
    }

    def condition(self, name: str, values: tuple[Any, ...]) -> Q:
        return Q(publics__overlap=list(values)) if name == "public" else super().condition(name, values)

    def narrow(self, without: str = "") -> QuerySet[Any, Any]:
        asked = self.form.values
        moment = max(timezone.now(), midnight(asked.du)) if asked.du else timezone.now()
        asked_for: Any = self.queryset.filter(self.conditions(without))
        shown = asked_for.upcoming(moment)
        if asked.au:
            shown = shown.filter(prochaine__lt=midnight(asked.au + timedelta(days=1)))
        return self.near(shown)

    def facet_counted(self, name: str) -> tuple[QuerySet[Any, Any], str]:
        queryset, path = super().facet_counted(name)
        if name != "public":
            return queryset, path
        return queryset.annotate(un_public=Unnest(F("publics"))), "un_public"

    def ordered(self, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """By date even near a commune: months are the titles of the page."""
        return queryset

    @property
    def months(self) -> Iterator[tuple[date, list[Evenement]]]:
        """The items by month of the date shown."""
        for first, items in groupby(self.items, key=self.month_of):
            yield first, list(items)

    @staticmethod
    def month_of(item: Any) -> date:
        return timezone.localdate(item.prochaine).replace(day=1)

    @property
    def champs(self) -> list[dict[str, Any]]:
        """A place, then two days."""
        days = (("du", self.form.values.du), ("au", self.form.values.au))
        dates = [
            {
                "nom": name,
                "libelle": self.form.fields[name].label,
                "aide": "",
                "valeur": value.isoformat() if value else "",
                "type": "date",
                "choix": (),
                "erreur": "",
            }
            for name, value in days
        ]
        return [*super().champs, *dates]


class PastListing(EvenementListing):
    """What is over, the latest first."""

    def narrow(self, without: str = "") -> QuerySet[Any, Any]:
        shown: Any = self.queryset.filter(self.conditions(without))
        return self.near(shown.past())

    @staticmethod
    def month_of(item: Any) -> date:
        return timezone.localdate(item.derniere).replace(day=1)


def midnight(day: date) -> datetime:
    """The start of `day` in Europe/Paris."""
    return timezone.make_aware(datetime.combine(day, time()))
