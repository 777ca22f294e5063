"""The dates of a proposal, as they were typed: a day and two hours of Paris.

They are kept as a list of plain texts, so that an import, a correction and an undo compare them whole; they become
sessions when a person accepts the proposal.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

#: An end before this hour, and before its start, is on the next morning.
EARLY = time(6)


@dataclass(frozen=True, slots=True)
class Creneau:
    """`jour` and `jour_fin` are ISO days, `debut` and `fin` “09:00”; empty when the source does not say."""

    jour: str
    debut: str = ""
    fin: str = ""
    precision: str = ""
    jour_fin: str = ""

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Creneau":
        names = ("jour", "debut", "fin", "precision", "jour_fin")
        return cls(**{name: str(values.get(name) or "") for name in names})

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.jour)

    @property
    def complete(self) -> bool:
        """Whether it can be an agenda date: both hours are known."""
        return bool(self.debut and self.fin)

    @property
    def starts(self) -> datetime:
        return _moment(self.jour, self.debut or "00:00")

    @property
    def ends(self) -> datetime:
        """The end of the day when no hour is known."""
        if not self.fin:
            return _moment(self.jour_fin or self.jour, "23:59")
        return _moment(self.jour_fin or self._next_morning(), self.fin)

    def _next_morning(self) -> str:
        if self.debut and self.fin <= self.debut and time.fromisoformat(self.fin) <= EARLY:
            return (self.day + timedelta(days=1)).isoformat()
        return self.jour

    def __str__(self) -> str:
        """“samedi 8 mars 2025, 9 h – 12 h 30”."""
        day = date_format(self.day, "l j F Y")
        if self.jour_fin and self.jour_fin != self.jour:
            day = _("du %(start)s au %(end)s") % {
                "start": day,
                "end": date_format(date.fromisoformat(self.jour_fin), "l j F Y"),
            }
        hours = f"{_hour(self.debut)} – {_hour(self.fin)}" if self.complete else _("horaires inconnus")
        return ", ".join(part for part in (day, hours) if part)


def _moment(day: str, hour: str) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.fromisoformat(hour)))


def _hour(value: str) -> str:
    return time_format(time.fromisoformat(value), "TIME_FORMAT")


def read_all(values: list[dict[str, str]]) -> list[Creneau]:
    """In the order of time."""
    return sorted((Creneau.read(one) for one in values), key=lambda one: (one.jour, one.debut))
