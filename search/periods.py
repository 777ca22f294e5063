"""The periods that the facet “Quand” offers: this weekend, then the months to come, as days of the grammar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

#: Open days are told from November to May: a school year is within sight at any time.
MONTHS = 7
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included. `key` names it among the counts: `2027-01`, `week-end`."""

    key: str
    du: date
    au: date

    @property
    def label(self) -> str:
        """In the active language: “Ce week-end”, “Janvier 2027”."""
        if self.key == "week-end":
            return _("Ce week-end")
        return date_format(self.du, "F Y").capitalize()


def weekend(today: date) -> Period:
    """The one that comes, or what remains of the current one."""
    sunday = today + timedelta(days=6 - today.weekday())
    return Period("week-end", max(today, sunday - timedelta(days=1)), sunday)


def periods(now: datetime) -> tuple[Period, ...]:
    """The weekend and seven months, the first one from today on."""
    today = timezone.localdate(now)
    found = [weekend(today)]
    first = today
    for _number in range(MONTHS):
        last = first.replace(day=monthrange(first.year, first.month)[1])
        found.append(Period(f"{first:%Y-%m}", first, last))
        first = last + timedelta(days=1)
    return tuple(found)
