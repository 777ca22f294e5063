"""The agenda on the map of the five départements: events counted by commune, in one query whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q
from django.http import QueryDict
from django.utils.functional import cached_property

from evenements.enums import Etat
from evenements.listings import EvenementFilterForm, EvenementListing
from search.filters import FilterForm
from territoires.carte import position

if TYPE_CHECKING:
    from datetime import datetime

    from evenements.querysets import EvenementQuerySet

#: Points drawn, the busiest first: more would cover one another. The others are counted and found by département.
MAX_POINTS = 40
#: Radius of a point in tiles of 11 km: the list beside has the same links for who misses it.
SMALLEST, GROWTH = 0.62, 0.4


class RegionFilterForm(EvenementFilterForm):
    names = tuple(name for name in EvenementFilterForm.names if name not in {"page", "n"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A commune: its events, how many are cancelled, postponed or full, and the address of their list."""

    nom: str
    departement: str
    number: int
    first: datetime
    url: str
    annules: int
    reportes: int
    complets: int
    x: str
    y: str

    @property
    def radius(self) -> str:
        return f"{SMALLEST + GROWTH * min(log10(self.number), 2):.2f}"


class RegionListing(EvenementListing):
    form_class: ClassVar[type[FilterForm]] = RegionFilterForm

    def __init__(self, data: QueryDict, path: str, queryset: EvenementQuerySet, *, root: str) -> None:
        super().__init__(data, path, queryset)
        self.root = root

    @property
    def items(self) -> list[Any]:  # communes take the place of items
        return []

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        state = {name: Count("pk", distinct=True, filter=Q(etat=etat)) for name, etat in STATES.items()}
        return list(
            self.narrow()
            .order_by()
            .annotate(sans_lieu=ExpressionWrapper(Q(commune__isnull=True), output_field=BooleanField()))
            .values("sans_lieu", *COLUMNS)
            .annotate(number=Count("pk", distinct=True), first=Min("prochaine"), **state)
            .order_by("-sans_lieu", "-number", "first", "commune__nom")[: MAX_POINTS + 1]
        )

    @cached_property
    def spots(self) -> list[Spot]:
        found = [self._spot(row) for row in self._rows if not row["sans_lieu"]]
        return [spot for spot in found[:MAX_POINTS] if spot]

    def _spot(self, row: dict[str, Any]) -> Spot | None:
        place = position(point_of(row))
        if place is None:
            return None
        return Spot(
            nom=row["commune__nom"],
            departement=row["commune__departement__nom"],
            number=row["number"],
            first=row["first"],
            # One kilometre around its centre: this commune alone.
            url=self.address(self.root, commune=row["commune_id"], rayon=1),
            x=place[0],
            y=place[1],
            **{name: row[name] for name in STATES},
        )

    @property
    def away(self) -> int:
        """Events without a commune: online, most of them."""
        return sum(row["number"] for row in self._rows if row["sans_lieu"])

    @property
    def hidden_number(self) -> int:
        """Events of the communes left out of the drawing."""
        return self.total - self.away - sum(spot.number for spot in self.spots)

    @property
    def list_url(self) -> str:
        return self.address(self.root)


STATES = {"annules": Etat.ANNULE, "reportes": Etat.REPORTE, "complets": Etat.COMPLET}
COLUMNS = (
    "commune_id",
    "commune__nom",
    "commune__latitude",
    "commune__longitude",
    "commune__departement__nom",
)


def point_of(row: dict[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = row["commune__latitude"], row["commune__longitude"]
    return None if latitude is None or longitude is None else (float(latitude), float(longitude))
