"""The agenda under its filters: coming dates by month, or past ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import F, Func, Q, QuerySet, TextField
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from search.filters import FilterForm
from search.listings import Listing

if TYPE_CHECKING:
    from evenements.models import Evenement


#: Kilometres offered around a commune.
RADII = (5, 10, 20, 30, 50, 100)


class EvenementFilterForm(FilterForm):
    names: ClassVar[tuple[str, ...]] = (
        "secteur", "rev3", "chantier", "type", "public", "dep", "bassin", "commune", "rayon", "uai", "du", "au", "page",
        "n",
    )  # fmt: skip


class Unnest(Func):
    """Each value of an array, on a row of its own."""

    function = "unnest"
    set_returning = True
    output_field = TextField()


class EvenementListing(Listing["Evenement"]):
    """Coming events, the next one first; `du` and `au` bound the date shown."""

    form_class: ClassVar[type[FilterForm]] = EvenementFilterForm
    facet_names: ClassVar[tuple[str, ...]] = ("type", "dep", "secteur", "public")
    #: Whether it lists what has taken place.
    over: ClassVar[bool] = False
    shown_names: ClassVar[tuple[str, ...]] = ("rayon", "du", "au")
    position = ("commune__latitude", "commune__longitude")
    lookups = {
        "secteur": "evenement_secteurs__tag__slug",
        "rev3": "evenement_themes__tag__slug",
        "chantier": "evenement_chantiers__tag__slug",
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
        """A place and how far around it, then two days."""
        return [*super().champs, self._radius(), *self._dates()]

    def _radius(self) -> dict[str, Any]:
        here = self.form.values.rayon
        return {
            "nom": "rayon",
            "libelle": self.form.fields["rayon"].label,
            "aide": "",
            "valeur": here,
            "type": "",
            "choix": [(km, f"{km} km") for km in sorted({*RADII, here})],
            "erreur": "",
        }

    def _dates(self) -> list[dict[str, Any]]:
        days = (("du", self.form.values.du), ("au", self.form.values.au))
        return [
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

    @property
    def notes(self) -> list[str]:
        """With what makes an empty list of filters that are each right."""
        return [*super().notes, *self._contradictions()]

    def _contradictions(self) -> list[str]:
        asked = self.form.values
        told = []
        if asked.au and asked.au < timezone.localdate() and not self.over:
            told.append(_("Ces jours sont passés : ce qui a eu lieu est avec les dates passées."))
        places = [place for place in self.places if place.code[:2] not in asked.dep]
        if asked.dep and places and len(places) == len(self.places) and not self.total:
            told.append(
                _("%(commune)s n’est pas dans ce département (%(departement)s) : retire l’un des deux.")
                % {
                    "commune": places[0].label,
                    "departement": ", ".join(self.form.label_of("dep", code) for code in asked.dep),
                }
            )
        return told

    def address(self, path: str, **changes: Any) -> str:
        """The same filters at another view, with changes; a page number means nothing there."""
        pairs = []
        for name in EvenementFilterForm.names:
            change = changes.get(name)
            kept = () if name == "page" else self.form.raw(name)
            values = kept if name not in changes else () if change is None else (change,)
            pairs += [(name, str(value)) for value in values]
        query = urlencode(pairs)
        return f"{path}?{query}" if query else path


class PastListing(EvenementListing):
    """What is over, the latest first."""

    over = True

    def narrow(self, without: str = "") -> QuerySet[Any, Any]:
        shown: Any = self.queryset.filter(self.conditions(without))
        return self.near(shown.past())

    @staticmethod
    def month_of(item: Any) -> date:
        return timezone.localdate(item.derniere).replace(day=1)


def midnight(day: date) -> datetime:
    """The start of `day` in Europe/Paris."""
    return timezone.make_aware(datetime.combine(day, time()))
