"""Dates as a writer says them, counted from the day of loading: « samedi dans 3 semaines, de 9 h à 17 h ».

« 2e samedi de février » is the next one on or after that day: an open day keeps its season.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
WORDS = {"jour": 1, "jours": 1, "semaine": 7, "semaines": 7}
HOUR = r"(\d{1,2}) ?h ?(\d{2})?"

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
OFFSET = re.compile(r"J ?([+-]) ?(\d+)")
RELATIVE = re.compile(
    rf"(?:({'|'.join(WEEKDAYS)}) )?(dans|il y a) (\d+|une?) (jours?|semaines?|mois|ans?)", re.IGNORECASE
)
SEASON = re.compile(
    rf"(?:(lendemain|surlendemain) du )?(1er|[2-4]e|dernier) ({'|'.join(WEEKDAYS)}) d(?:e |’)({'|'.join(MONTHS)})"
)
#: Two days that follow each other: the 2nd Friday and the 2nd Saturday of a month may be six days apart.
NEXT = {None: 0, "lendemain": 1, "surlendemain": 2}
HOURS = re.compile(rf"de {HOUR} à {HOUR}")
MOMENT = re.compile(rf"(?:à )?{HOUR}")
#: A session that ends before this hour, and began in the afternoon or later, ends the next day.
DAWN, NOON = time(6), time(12)


@dataclass(frozen=True)
class Seance:
    """One session of an event; aware datetimes in Europe/Paris."""

    debut: datetime
    fin: datetime
    precision: str


def moving(text: str, today: date) -> list[str]:
    """What the dates said in `text` hang on: the day of loading, and the days of a season themselves.

    A season that gives the same day a week later is not written again.
    """
    counted = OFFSET.search(text) or RELATIVE.search(text) or "aujourd’hui" in text
    seasons = [parse_day(match[0], today).isoformat() for match in SEASON.finditer(text)]
    return ([today.isoformat()] if counted else []) + seasons


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


def nth_weekday(year: int, month: int, rank: str, weekday: str) -> date:
    """« 1er », « 2e »… or « dernier » `weekday` of a month."""
    if rank == "dernier":
        last = add_months(date(year, month, 1), 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - WEEKDAYS.index(weekday)) % 7)
    first = date(year, month, 1)
    first += timedelta(days=(WEEKDAYS.index(weekday) - first.weekday()) % 7)
    return first + timedelta(weeks=int(rank[0]) - 1)


def parse_day(text: str, today: date) -> date:
    """« 2026-12-05 », « J+12 », « dans 2 mois », « samedi dans 3 semaines », « 2e samedi de mars ».

    Raises ValueError, in French, when the text is none of these.
    """
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
    if match := SEASON.fullmatch(text):
        later, rank, weekday, name = match.groups()
        month = MONTHS.index(name) + 1
        days = (nth_weekday(year, month, rank, weekday) for year in (today.year, today.year + 1))
        return next(day for day in days if day >= today) + timedelta(days=NEXT[later])
    raise ValueError(
        f"date « {text} » incomprise. Écrire par exemple 2026-12-05, J+12, « dans 2 mois », "
        "« samedi dans 3 semaines », « 2e samedi de mars »."
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
    """« samedi dans 3 semaines, de 9 h à 12 h 30 · Pour les classes de 3e »; « de 18 h à 0 h 30 » is a night."""
    when, _, precision = text.partition("·")
    day, _, hours = when.partition(",")
    match = HOURS.fullmatch(hours.strip())
    if not match:
        raise ValueError(f"« {text} » : écrire le jour, une virgule, puis « de 9 h à 12 h 30 ».")
    date_ = parse_day(day, today)
    debut = datetime.combine(date_, _time(match[1], match[2]), PARIS)
    fin = datetime.combine(date_, _time(match[3], match[4]), PARIS)
    if fin <= debut and fin.time() < DAWN and debut.time() >= NOON:
        fin = datetime.combine(date_ + timedelta(days=1), fin.time(), PARIS)
    if fin <= debut:
        raise ValueError(f"« {text} » : la fin doit venir après le début.")
    return Seance(debut, fin, precision.strip())
