"""Dates and hours as a reader says them, in the language of the page."""

import datetime as dt

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.formats import date_format as localized_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.typographie import NBSP

Moment = dt.datetime | dt.date

#: Before this hour, an evening is not over.
DAWN = 6

#: As French printers shorten them; Django's own say “jan.” and “juil.”, “sep.”.
MOIS_COURTS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


def local(moment: Moment) -> Moment:
    """An aware instant in Europe/Paris; a plain date as it is."""
    if isinstance(moment, dt.datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def _in_french() -> bool:
    return (get_language() or "fr").startswith("fr")


def jour(moment: Moment, year: bool = True) -> str:
    """“samedi 28 novembre 2026”, “Saturday 28 November 2026”."""
    day = local(moment)
    number = "1er" if day.day == 1 and _in_french() else str(day.day)
    words = date_format(day, "l|F|Y").split("|")
    text = f"{words[0]} {number}{NBSP}{words[1]}"
    return f"{text} {words[2]}" if year else text


def jour_simple(moment: Moment) -> str:
    """“3 novembre 2026”, “1er mars 2027”."""
    return jour(moment).partition(" ")[2]


def jour_court(moment: Moment) -> str:
    """“28 nov.”, “28 Nov.”."""
    day = local(moment)
    return f"{day.day}{NBSP}{mois_court(day)}"


def mois_court(moment: Moment) -> str:
    """“nov.”, “mai”: the short name a calendar leaf shows."""
    day = local(moment)
    return MOIS_COURTS[day.month - 1] if _in_french() else str(date_format(day, "N"))


def semaine_court(moment: Moment) -> str:
    """“sam.”, “Sat”: three letters of the day."""
    short = str(date_format(local(moment), "D")).lower().rstrip(".")
    return f"{short}." if _in_french() else short.capitalize()


def mois(moment: Moment) -> str:
    """“novembre 2026”, capitalized as a title."""
    text = str(localized_date(local(moment), "F Y"))
    return text[:1].upper() + text[1:]


def heure(moment: dt.datetime) -> str:
    """“9 h”, “17 h 30” in French, “17:30” elsewhere."""
    instant = local(moment)
    if not isinstance(instant, dt.datetime):
        return ""
    if not _in_french():
        return f"{instant:%H:%M}"
    minutes = f"{NBSP}{instant:%M}" if instant.minute else ""
    return f"{instant.hour}{NBSP}h{minutes}"


def is_night(first: Moment, last: Moment) -> bool:
    """An evening that goes on after midnight is still one date."""
    if not isinstance(first, dt.datetime) or not isinstance(last, dt.datetime):
        return False
    return last.hour < DAWN and last - first < dt.timedelta(hours=12)


def horaire(starts: dt.datetime, ends: dt.datetime | None = None) -> str:
    """“9 h à 13 h”, “18 h à 0 h 30” for a night, or the start alone.

    An event of several days says them: “du 4 au 6 février 2027”.
    """
    first, last = local(starts), local(ends) if ends else None
    if last is None or last == first:
        return heure(starts)
    if last.timetuple()[:3] == first.timetuple()[:3] or is_night(first, last):
        return _("%(debut)s à %(fin)s") % {"debut": heure(starts), "fin": heure(ends or starts)}
    return periode(first, last)


def periode(first: Moment, last: Moment) -> str:
    """“du 4 au 6 février 2027”, “du 30 janvier au 2 février 2027”; a single day is said in full."""
    start, end = local(first), local(last)
    if start.timetuple()[:3] == end.timetuple()[:3]:
        return jour(start)
    full = date_format(end, "j|F|Y").split("|")
    same_month = (start.year, start.month) == (end.year, end.month)
    begin = str(start.day) if same_month else f"{start.day}{NBSP}{date_format(start, 'F')}"
    if start.year != end.year:
        begin = f"{begin} {start.year}"
    return _("du %(debut)s au %(fin)s") % {"debut": begin, "fin": f"{full[0]}{NBSP}{full[1]} {full[2]}"}
