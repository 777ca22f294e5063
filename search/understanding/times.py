"""Phrases that carry days: “en janvier”, “ce week-end”, “demain”. They ask for events."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from common.search_documents import Sorte
from search.understanding.scan import Found, Scan

Span = tuple[date, date]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("janvier january", "fevrier february", "mars march", "avril april", "mai may", "juin june", "juillet july",
         "aout august", "septembre september", "octobre october", "novembre november", "decembre december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = {
    name: number
    for number, names in enumerate(
        ("lundi monday", "mardi tuesday", "mercredi wednesday", "jeudi thursday", "vendredi friday", "samedi saturday",
         "dimanche sunday")
    )
    for name in names.split()
}  # fmt: skip

# A month alone may be a word (“mars”, “mai”, “march”): it needs a preposition, or a question about events.
_MONTH = re.compile(
    rf"(?<!\S)(?P<before>(?:en|au mois de|au mois d|fin|debut|mi|courant|in|this|pour|pendant|de|d) )?"
    rf"(?P<month>{'|'.join(_MONTHS)})(?P<year> 20\d\d)?(?!\S)"
)
_DAY = re.compile(rf"(?<!\S)(?:ce |this |on |le )?(?P<day>{'|'.join(_DAYS)})(?: prochain| qui vient)?(?!\S)")
_WEEKEND = r"(?:ce |le |du |this |the )?(?:week end|weekend|we)(?: prochain)?"


def _day(today: date) -> Span:
    return today, today


def _tomorrow(today: date) -> Span:
    return today + timedelta(days=1), today + timedelta(days=1)


def _weekend(today: date) -> Span:
    """Saturday and Sunday to come, or what is left of them."""
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 if today.weekday() != 6 else -1)
    return max(saturday, today), saturday + timedelta(days=1)


def _week(today: date) -> Span:
    return today, today + timedelta(days=6 - today.weekday())


def _next_week(today: date) -> Span:
    monday = today + timedelta(days=7 - today.weekday())
    return monday, monday + timedelta(days=6)


def _month(today: date) -> Span:
    return today, _end_of_month(today.year, today.month)


def _soon(today: date) -> Span:
    return today, today + timedelta(days=30)


PHRASES: list[tuple[re.Pattern[str], Callable[[], str], Callable[[date], Span]]] = [
    (re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), label, span)
    for pattern, label, span in (
        (_WEEKEND, lambda: _("ce week-end"), _weekend),
        (r"(?:la )?semaine prochaine|next week", lambda: _("la semaine prochaine"), _next_week),
        (r"cette semaine|this week", lambda: _("cette semaine"), _week),
        (r"ce mois(?: ci)?|this month", lambda: _("ce mois-ci"), _month),
        (r"aujourd hui|ce soir|today|tonight", lambda: _("aujourd’hui"), _day),
        (r"demain|tomorrow", lambda: _("demain"), _tomorrow),
        (r"bientot|prochainement|prochaines? dates?|coming soon", lambda: _("dans les trente jours"), _soon),
    )
]


def _end_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def read_times(scan: Scan, today: date) -> None:
    """At most one phrase of time."""
    for pattern, label, span in PHRASES:
        for start, end, _match in scan.matches(pattern):
            scan.take(_found(start, end, label(), span(today)))
            return
    about_events = any(Sorte.EVENEMENT.value in found.fills.get("sorte", ()) for found in scan.found)
    for start, end, match in scan.matches(_MONTH):
        if match["before"] or match["year"] or about_events:
            days = _month_asked(match, today)
            scan.take(_found(start, end, _month_label(days[0]), days))
            return
    if about_events:
        for start, end, match in scan.matches(_DAY):
            day = today + timedelta(days=(_DAYS[match["day"]] - today.weekday()) % 7)
            scan.take(_found(start, end, match["day"], (day, day)))
            return


def _found(start: int, end: int, label: str, span: Span) -> Found:
    return Found(start, end, label, {"sorte": (Sorte.EVENEMENT.value,), "du": span[0], "au": span[1]})


def _month_asked(match: re.Match[str], today: date) -> Span:
    """This year, else the next one when the month is over."""
    month = _MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    return max(date(year, month, 1), min(today, _end_of_month(year, month))), _end_of_month(year, month)


def _month_label(day: date) -> str:
    return _("en %(month)s %(year)s") % {"month": str(MONTHS[day.month]).lower(), "year": day.year}
