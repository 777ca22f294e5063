"""Dates as a writer says them, counted from the day of loading: « samedi dans 3 semaines, de 9 h à 17 h »."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WORDS = {"jour": 1, "jours": 1, "semaine": 7, "semaines": 7}
HOUR = r"(\d{1,2}) ?h ?(\d{2})?"

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
OFFSET = re.compile(r"J ?([+-]) ?(\d+)")
RELATIVE = re.compile(
    rf"(?:({'|'.join(WEEKDAYS)}) )?(dans|il y a) (\d+|une?) (jours?|semaines?|mois|ans?)", re.IGNORECASE
)
HOURS = re.compile(rf"de {HOUR} à {HOUR}")
MOMENT = re.compile(rf"(?:à )?{HOUR}")


@dataclass(frozen=True)
class Seance:
    """One session of an event; aware datetimes in Europe/Paris."""

    debut: datetime
    fin: datetime
    precision: str


def is_relative(text: str) -> bool:
    return bool(OFFSET.search(text) or RELATIVE.search(text) or "aujourd’hui" in text)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def shifted(today: date, sign: int, count: int, unit: str) -> date:
    if unit.startswith("mois"):
        return add_months(today, sign * count)
    if unit.startswith("an"):
        return add_months(today, sign * count * 12)
    return today + timedelta(days=sign * count * WORDS[unit])


def parse_day(text: str, today: date) -> date:
    """« 2026-12-05 », « J+12 », « dans 2 mois », « samedi dans 3 semaines »; ValueError in French otherwise."""
    text = text.strip()
    if ISO.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(f"le jour « {text} » n’existe pas.") from error
    if text == "aujourd’hui":
        return today
    if match := OFFSET.fullmatch(text):
        return today + timedelta(days=int(match[1] + match[2]))
    if match := RELATIVE.fullmatch(text):
        weekday, direction, count, unit = match.groups()
        number = int(count) if count.isdigit() else 1
        day = shifted(today, 1 if direction.lower() == "dans" else -1, number, unit.lower())
        if weekday:
            day += timedelta(days=WEEKDAYS.index(weekday.lower()) - day.weekday())
        return day
    raise ValueError(
        f"date « {text} » incomprise. Écrire par exemple 2026-12-05, J+12, « dans 2 mois », « samedi dans 3 semaines »."
    )


def _time(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as error:
        raise ValueError(f"l’heure « {hour} h {minute or ''} » n’existe pas.") from error


def parse_moment(text: str, today: date) -> datetime:
    """« dans 8 semaines, 23 h 59 » in Europe/Paris time."""
    day, _, hour = text.partition(",")
    match = MOMENT.fullmatch(hour.strip())
    if not match:
        raise ValueError(
            f"« {text} » : il manque l’heure après une virgule, comme « dans 8 semaines, 23 h 59 »."
        )
    return datetime.combine(parse_day(day, today), _time(match[1], match[2]), PARIS)


def parse_session(text: str, today: date) -> Seance:
    """« samedi dans 3 semaines, de 9 h à 12 h 30 · Pour les classes de 3e »."""
    when, _, precision = text.partition("·")
    day, _, hours = when.partition(",")
    match = HOURS.fullmatch(hours.strip())
    if not match:
        raise ValueError(f"« {text} » : écrire le jour, une virgule, puis « de 9 h à 12 h 30 ».")
    date_ = parse_day(day, today)
    debut = datetime.combine(date_, _time(match[1], match[2]), PARIS)
    fin = datetime.combine(date_, _time(match[3], match[4]), PARIS)
    if fin <= debut:
        raise ValueError(f"« {text} » : la fin doit venir après le début.")
    return Seance(debut, fin, precision.strip())
