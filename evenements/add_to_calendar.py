"""Plain links that open the usual calendars with a date filled in: nothing of theirs runs on our pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from common.seo import absolute
from evenements.enums import Etat

if TYPE_CHECKING:
    from evenements.models import Evenement, EvenementSession


@dataclass(frozen=True, slots=True)
class CalendarLink:
    label: str
    url: str


def calendar_links(evenement: Evenement, session: EvenementSession | None) -> tuple[CalendarLink, ...]:
    """For one date; none for what is over or cancelled."""
    if session is None or session.passee or evenement.etat == Etat.ANNULE:
        return ()
    where = (
        evenement.lieu_court if evenement.en_ligne else f"{evenement.lieu_nom}, {evenement.adresse_postale}"
    )
    where = where.strip(", ")
    text = f"{evenement.resume}\n{absolute(evenement.url)}"
    start, end = session.debut, session.fin
    google = {
        "action": "TEMPLATE",
        "text": evenement.titre,
        "dates": f"{compact(start)}/{compact(end)}",
        "details": text,
        "location": where,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": evenement.titre,
        "startdt": start.astimezone(UTC).isoformat(),
        "enddt": end.astimezone(UTC).isoformat(),
        "body": text,
        "location": where,
    }
    yahoo = {
        "v": "60",
        "title": evenement.titre,
        "st": compact(start),
        "et": compact(end),
        "desc": text,
        "in_loc": where,
    }
    return (
        CalendarLink("Google", f"https://calendar.google.com/calendar/render?{written(google)}"),
        CalendarLink("Outlook", f"https://outlook.live.com/calendar/0/deeplink/compose?{written(outlook)}"),
        CalendarLink("Yahoo", f"https://calendar.yahoo.com/?{written(yahoo)}"),
    )


def compact(moment: datetime) -> str:
    """`20270109T080000Z`: in universal time, nobody has to guess the zone."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def written(values: dict[str, str]) -> str:
    return urlencode(values, quote_via=quote)
