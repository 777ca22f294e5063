"""The agenda by month: a grid of weeks, whatever the number of events. PostgreSQL counts each day and gives its first.

An evening that ends before dawn is one day; a salon of three days is on each of them.
"""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.dates import DAWN
from common.navigation import localized
from evenements.enums import Etat
from evenements.listings import EvenementFilterForm, EvenementListing, midnight
from search.filters import FilterForm

if TYPE_CHECKING:
    from evenements.querysets import EvenementQuerySet

#: Titles shown in a day; the others are counted and lead to the list of that day.
PER_DAY = 2
#: Months before and after today that links lead to: a robot must not walk to the end of time.
REACH = 24

# The sessions come from the ORM with its parameters; the day of Paris they end is the one of their last evening.
PER_DAY_SQL = """
SELECT jour, nombre, debut, fin, titre, slug, etat, langue FROM (
  SELECT jour, s.*, COUNT(*) OVER (PARTITION BY jour) AS nombre,
         ROW_NUMBER() OVER (PARTITION BY jour ORDER BY s.debut, s.rang_id) AS rang
  FROM ({sessions}) s CROSS JOIN LATERAL (
    SELECT generate_series(
      GREATEST((s.debut AT TIME ZONE %s)::date, %s::date),
      LEAST(
        GREATEST((s.debut AT TIME ZONE %s)::date, (s.fin AT TIME ZONE %s - %s * INTERVAL '1 hour')::date),
        %s::date
      ),
      INTERVAL '1 day'
    )::date AS jour
  ) jours
) numbered WHERE rang <= %s ORDER BY jour, rang
"""


class MonthFilterForm(EvenementFilterForm):
    """The month is in the path: neither days nor pages."""

    names = tuple(name for name in EvenementFilterForm.names if name not in {"du", "au", "page", "n"})


@dataclass(frozen=True, slots=True)
class Short:
    """An event in a day: hour, title, state."""

    debut: datetime
    titre: str
    url: str
    etat: str
    langue: str
    #: First day of several: the hour is that of the start.
    commence: bool

    @property
    def etat_label(self) -> str:
        return "" if self.etat == Etat.PREVU else str(Etat(self.etat).label)


@dataclass(frozen=True, slots=True)
class Day:
    """`url` lists its events; empty on days gone by, which only the past list has."""

    day: date
    today: bool
    past: bool
    number: int = 0
    url: str = ""
    events: tuple[Short, ...] = field(default=())

    @property
    def others(self) -> int:
        return self.number - len(self.events)


class MonthListing(EvenementListing):
    """The events with a date in the month, past ones too: a calendar keeps what it showed."""

    form_class: ClassVar[type[FilterForm]] = MonthFilterForm
    shown_names = ("rayon",)

    def __init__(
        self, data: QueryDict, path: str, queryset: EvenementQuerySet, *, first: date, root: str
    ) -> None:
        super().__init__(data, path, queryset)
        self.first, self.root = first, root
        self.last = shifted(first, 1) - timedelta(days=1)

    def _dates(self) -> list[dict[str, Any]]:
        return []

    def narrow(self, without: str = "") -> QuerySet[Any, Any]:
        sessions = self._overlapping().filter(evenement=OuterRef("pk"))
        shown = self.queryset.filter(self.conditions(without)).filter(Exists(sessions))
        return self.near(shown)

    def _overlapping(self) -> QuerySet[Any, Any]:
        """Sessions with a moment in the month. An evening of the eve that ends before dawn stays on the eve."""
        through = self.queryset.model._meta.get_field("sessions").related_model
        start, end = midnight(self.first), midnight(self.last + timedelta(days=1))
        after_dawn = Q(debut__gte=start) | Q(fin__gte=start + timedelta(hours=DAWN))
        sessions: QuerySet[Any, Any] = through._default_manager.filter(
            after_dawn, debut__lt=end, fin__gt=start
        )
        return sessions.order_by()

    @cached_property
    def days(self) -> dict[date, Day]:
        kept = self.near(self.queryset.filter(self.conditions())).order_by().values("pk")
        sessions = (
            self._overlapping()
            .filter(evenement__in=kept)
            .annotate(
                rang_id=F("pk"),
                titre=F("evenement__titre"),
                slug=F("evenement__slug"),
                etat=F("evenement__etat"),
                langue=F("evenement__locale__language_code"),
            )
            .values("debut", "fin", "rang_id", "titre", "slug", "etat", "langue")
        )
        sql, params = sessions.query.sql_with_params()
        zone = timezone.get_current_timezone_name()
        bounds = (zone, self.first, zone, zone, DAWN, self.last, PER_DAY)
        with connection.cursor() as cursor:
            cursor.execute(PER_DAY_SQL.replace("{sessions}", sql), (*params, *bounds))
            rows = cursor.fetchall()
        return {day: self._day(day, list(found)) for day, found in groupby(rows, key=lambda row: row[0])}

    def _day(self, day: date, rows: list[Any]) -> Day:
        today = timezone.localdate()
        events = tuple(
            Short(
                debut,
                titre,
                localized(f"agenda/{slug}/", langue),
                etat,
                langue,
                timezone.localdate(debut) == day,
            )
            for _day, _number, debut, _end, titre, slug, etat, langue in rows
        )
        url = "" if day < today else self.address(self.root, du=day, au=day)
        return Day(day, day == today, day < today, rows[0][1], url, events)

    @property
    def weeks(self) -> list[list[Day | None]]:
        """Monday first; None outside the month."""
        today = timezone.localdate()
        return [
            [
                (self.days.get(day) or Day(day, day == today, day < today))
                if day.month == self.first.month
                else None
                for day in week
            ]
            for week in Calendar().monthdatescalendar(self.first.year, self.first.month)
        ]

    @property
    def weekdays(self) -> list[str]:
        """Monday to Sunday, in the active language; 2024 began on a Monday."""
        return [str(date_format(date(2024, 1, 1 + day), "l")) for day in range(7)]

    @property
    def items(self) -> list[Any]:  # the weeks take the place of items
        return []

    @property
    def previous(self) -> tuple[date, str] | None:
        return self._neighbour(-1)

    @property
    def next(self) -> tuple[date, str] | None:
        return self._neighbour(1)

    def _neighbour(self, step: int) -> tuple[date, str] | None:
        first, here = shifted(self.first, step), timezone.localdate()
        away = abs((first.year - here.year) * 12 + first.month - here.month)
        return (first, self.address(month_path(self.root, first))) if away <= REACH else None

    @property
    def this_month(self) -> str:
        """Its address, from another month."""
        first = timezone.localdate().replace(day=1)
        return "" if first == self.first else self.address(month_path(self.root, first))


def month_path(root: str, first: date) -> str:
    return f"{root}mois/{first:%Y-%m}/"


def shifted(first: date, months: int) -> date:
    """The first day of another month."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def read_month(text: str) -> tuple[date, list[str]]:
    """`2027-01`; this month for anything else, which is said."""
    today = timezone.localdate().replace(day=1)
    if not text:
        return today, []
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = date.min
    away = abs((first.year - today.year) * 12 + first.month - today.month)
    if len(text) != len("2027-01") or away > REACH * 5:
        return today, [_("Le mois « %(mois)s » n’est pas dans l’agenda : voici celui-ci.") % {"mois": text}]
    return first, []
