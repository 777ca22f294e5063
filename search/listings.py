"""A list page: the bound filter form, the items of one page, and what each choice would give, in three queries.

A list declares what it filters:

    class MetierListing(Listing[MetierPage]):
        form_class = MetierFilterForm
        lookups = {"secteur": "metier_secteurs__tag__slug"}     # filter name → path of its value
        facets = ("secteur", "niveau")                          # counted, in this order
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Count, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Least
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from common.geo import Point, distance_km
from common.pagination import Pager, build_pager
from search.filters import Facet, FilterForm
from search.grammar import Place
from search.places import TypedPlace, resolve

M = TypeVar("M", bound=Model)
TOTAL = "total"
#: Names the facets to show whole: `?tout=secteur`.
ALL = "tout"


class Listing(Generic[M]):
    """`items`, `total`, `facets`, `pager`, `form`: everything a list template shows."""

    form_class: ClassVar[type[FilterForm]]
    lookups: ClassVar[Mapping[str, str]] = {}
    facet_names: ClassVar[tuple[str, ...]] = ()
    #: Columns of the position, when the list knows where its items are.
    position: ClassVar[tuple[str, str] | None] = None
    #: Names whose fields the panel shows beside the facets.
    shown_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: QueryDict, path: str, queryset: QuerySet[Any, Any]) -> None:
        """`data` is what the address asks, `path` where the links of the list lead."""
        self.path = path
        self.queryset = queryset
        self.typed, data = self._read(data)
        self.form = self.form_class(data, path=path)
        self.form.more_path = "%s"  # eight choices, the rest at the address that `facets` gives
        self.unfolded = set(data.getlist(ALL))

    def _read(self, data: QueryDict) -> tuple[TypedPlace, QueryDict]:
        """What is typed in `pres` becomes the `commune` filter."""
        return (TypedPlace(), data) if self.position is None else resolve(data)

    # Filters

    def condition(self, name: str, values: tuple[Any, ...]) -> Q:
        """What the values of a filter ask. Links are looked up aside, so that an item never comes twice."""
        lookup = self.lookups[name]
        if "__" not in lookup:
            return Q(**{f"{lookup}__in": values})
        linked = self.queryset.model._default_manager.filter(**{f"{lookup}__in": values})
        return Q(pk__in=linked.order_by().values("pk"))

    def conditions(self, without: str = "") -> Q:
        asked = Q()
        for name in self.lookups:
            values = getattr(self.form.values, name, ()) if name in self.form.names else ()
            if values and name != without:
                asked &= self.condition(name, values)
        return asked

    def narrow(self, without: str = "") -> QuerySet[Any, Any]:
        """The list under all filters but `without`."""
        return self.near(self.queryset.filter(self.conditions(without)))

    def near(self, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Within the radius of the commune asked; each item carries its `distance` in kilometres."""
        if not self.points:
            return queryset
        distances = [self.distance(point) for point in self.points]
        nearest = Least(*distances) if len(distances) > 1 else distances[0]
        return queryset.annotate(distance=nearest).filter(distance__lte=self.form.values.rayon)

    def distance(self, point: Point) -> Any:
        """Kilometres from `point` to an item, as an expression."""
        return distance_km(point, *(self.position or ()))

    @property
    def points(self) -> list[Point]:
        """Where the communes asked are; empty when the list is not measured."""
        return [place.point for place in self.places if place.point] if self.position is not None else []

    @property
    def places(self) -> tuple[Place, ...]:
        return self.form.values.commune if "commune" in self.form.names else ()

    @property
    def place(self) -> Place | None:
        return self.places[0] if self.places else None

    @property
    def narrowed(self) -> bool:
        return self.form.values.narrowed or bool(self.form.values.q)

    # Counts

    def facet_counted(self, name: str) -> tuple[QuerySet[Any, Any], str]:
        """The items that a facet counts, and the path of its value."""
        return self.narrow(without=name), self.lookups[name]

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """Every count of the page in one query: by facet the number of items of each value, and the total."""
        parts = [_counted(*self.facet_counted(name), name) for name in self.facet_names]
        rows = _total(self.narrow())
        counts: dict[str, dict[str, int]] = {name: {} for name in self.facet_names}
        for name, value, number in rows.union(*parts, all=True) if parts else rows:
            counts.setdefault(name, {})[value or ""] = number
        return counts

    @property
    def total(self) -> int:
        return self.counts.get(TOTAL, {}).get("", 0)

    @cached_property
    def facets(self) -> list[Facet]:
        return [self._facet(name) for name in self.facet_names]

    def _facet(self, name: str) -> Facet:
        """With all its choices at `?tout=<name>`, the filters kept."""
        facet = self.form.facet(name, self.counts[name], complete=name in self.unfolded)
        if not facet.hidden:
            return facet
        query = "&".join(part for part in (self.form.querystring(), urlencode({ALL: name})) if part)
        return replace(facet, more_url=f"{self.path}?{query}")

    # Items

    def ordered(self, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Nearest first when asked for; `queryset` keeps its own order otherwise."""
        return queryset.order_by("distance", "pk") if self.points else queryset

    @cached_property
    def items(self) -> list[M]:
        size = self.form.values.n
        start = (self.pager.number - 1) * size
        return list(self.ordered(self.narrow())[start : start + size])

    @cached_property
    def pager(self) -> Pager:
        values = self.form.values
        return build_pager(values.page, self.total, values.n, lambda number: self.form.url(page=number))

    # Words of the page

    @property
    def notes(self) -> list[str]:
        """What was left out of the address, said to the reader."""
        told = list(self.form.refused)
        if self.form.values.page > self.pager.count:
            told.append(
                _("Il n’y a pas de page %(page)s : voici la dernière.") % {"page": self.form.values.page}
            )
        return told

    @property
    def champs(self) -> list[dict[str, Any]]:
        """Text fields of the filter panel."""
        if self.position is None:
            return []
        value = self.place.label if self.place else self.typed.text
        return [
            {
                "nom": "pres",
                "libelle": _("Près de"),
                "aide": _("Commune ou code postal"),
                "valeur": value,
                "type": "text",
                "choix": (),
                "erreur": "" if self.place else self.typed.error,
            }
        ]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the panel does not show but must keep."""
        return self.form.hidden(*self.facet_names, *self.shown_names)

    @property
    def place_links(self) -> list[tuple[str, str]]:
        """(name, address) of each commune that answers what was typed."""
        return [(place.label, self.form.url(commune=place.code)) for place in self.typed.choices]

    @property
    def canonical_query(self) -> str:
        return urlencode({"page": self.pager.number}) if self.pager.number > 1 else ""


def _counted(queryset: QuerySet[Any, Any], path: str, name: str) -> QuerySet[Any, Any]:
    """Rows (facet, value, number). An annotation is taken as it is: PostgreSQL filters no set-returning function."""
    known = queryset if path in queryset.query.annotations else queryset.filter(**{f"{path}__isnull": False})
    return (
        known.order_by()
        .annotate(facet=Value(name, TextField()), choice=Cast(path, TextField()))
        .values_list("facet", "choice")
        .annotate(number=Count("pk", distinct=True))
    )


def _total(queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return (
        queryset.order_by()
        .annotate(facet=Value(TOTAL, TextField()), choice=Value("", TextField()))
        .values_list("facet", "choice")
        .annotate(number=Count("pk", distinct=True))
    )
