"""iCalendar (RFC 5545, RFC 7986): one VEVENT per session, known for ever by its UID.

Decisions 0131, 0132 and 0139. `DTSTAMP` and `LAST-MODIFIED` are those of the last publication, `SEQUENCE` the whole
seconds between the first and the last one: each publication is a new version, and reading changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone, vDuration, vText

from common.seo import SITE_NAME, absolute
from evenements.enums import Etat, TypeEvenement
from evenements.feeds import words
from evenements.reminder import closing_uid

if TYPE_CHECKING:
    from evenements.models import AppelProjets, Evenement, EvenementSession

#: How often a subscriber should ask again.
REFRESH = timedelta(hours=1)
STATUS = {
    Etat.PREVU: "CONFIRMED",
    Etat.COMPLET: "CONFIRMED",
    Etat.REPORTE: "TENTATIVE",
    Etat.ANNULE: "CANCELLED",
}
#: Before the end of a call for projects: time to finish, then the last day.
REMINDERS = (timedelta(days=7), timedelta(days=1))
PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
X-LIC-LOCATION:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def calendar(events: Sequence[Evenement], head: dict[str, str], *, since: datetime | None = None) -> bytes:
    """`head`: name, description, address, page, language. Sessions that ended before `since` are left out."""
    book = Calendar()
    book.add("prodid", f"-//Région Hauts-de-France//{SITE_NAME}//{head['language'].upper()}")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    for names, text in ((("name", "x-wr-calname"), "name"), (("description", "x-wr-caldesc"), "description")):
        for name in names:
            book.add(name, vText(words.readable(head[text])))
    book.add("x-wr-timezone", "Europe/Paris")
    book.add("url", head["page"])
    book.add("source", head["address"], parameters={"VALUE": "URI"})
    book.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    book.add("x-published-ttl", vDuration(REFRESH))
    book.add_component(Timezone.from_ical(PARIS))
    for event in events:
        for component in components(event, since):
            book.add_component(component)
    return bytes(book.to_ical())


def components(event: Evenement, since: datetime | None = None) -> Iterator[Event]:
    """Its sessions, among them the end of a call for projects, then the opening of the call."""
    common = _common(event)
    for session in event.sessions_ordered():
        if since is None or session.fin >= since:
            yield _session(event, session, common)
    if event.type == TypeEvenement.APPEL_PROJETS:
        for call in event.appels.all():
            yield _opening(event, call, common)


def _common(event: Evenement) -> list[tuple[str, Any]]:
    """What all the dates of an event share. Moments in UTC, as RFC 5545 asks of them."""
    first, last = words.published_at(event), words.modified_at(event)
    etat = Etat(event.etat)
    pairs: list[tuple[str, Any]] = [
        ("dtstamp", last.astimezone(UTC)),
        ("created", first.astimezone(UTC)),
        ("last-modified", last.astimezone(UTC)),
        ("sequence", max(0, int((last - first).total_seconds()))),
        ("status", STATUS[etat]),
        ("transp", "OPAQUE" if STATUS[etat] == "CONFIRMED" else "TRANSPARENT"),
        ("url", absolute(event.url)),
        ("categories", [words.readable(tag) for tag in words.tags(event)]),
        ("location", words.place(event)),
    ]
    place = event.etablissement if event.etablissement and event.etablissement.point else event.commune
    if place and place.point and not event.en_ligne:
        pairs.append(("geo", place.point))
    if event.contact:
        pairs.append(("contact", words.readable(event.contact)))
    return pairs


def _made(uid: UUID, summary: str, description: str, common: list[tuple[str, Any]]) -> Event:
    made = Event()
    made.add("uid", str(uid))
    made.add("summary", summary)
    made.add("description", description)
    for name, value in common:
        if value != "":
            made.add(name, value)
    return made


def _session(event: Evenement, session: EvenementSession, common: list[tuple[str, Any]]) -> Event:
    """The end of a call is a session too (`evenements.reminder`): it is named as such and rings before."""
    closing = session.uid == closing_uid(event)
    title = words.title(event)
    made = _made(
        session.uid,
        _("Dernier moment : %(titre)s") % {"titre": title} if closing else title,
        _text(event, words.readable(session.precision)),
        common,
    )
    made.add("dtstart", in_paris(session.debut))
    made.add("dtend", in_paris(session.fin))
    if closing and event.etat != Etat.ANNULE:
        for before in REMINDERS:
            made.add_component(_alarm(title, before))
    return made


def _opening(event: Evenement, call: AppelProjets, common: list[tuple[str, Any]]) -> Event:
    """An instant. Its name comes from the event: one call at most, the same in all languages."""
    summary = _("Ouverture : %(titre)s") % {"titre": words.title(event)}
    made = _made(uuid5(event.translation_key, "ouverture"), summary, _text(event), common)
    made["transp"] = vText("TRANSPARENT")
    made.add("dtstart", in_paris(call.ouverture))
    return made


def _text(event: Evenement, note: str = "") -> str:
    return "\n".join([*filter(None, [note]), *words.lines(event, dates=False), absolute(event.url)])


def _alarm(text: str, before: timedelta) -> Alarm:
    """Counted from the end: the session begins the morning of the last day."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", -before, parameters={"RELATED": "END"})
    return alarm


def in_paris(moment: datetime) -> datetime:
    """With the zone that the calendar declares; the second of the two hours that bear one name in October, in UTC."""
    local = timezone.localtime(moment).replace(microsecond=0)
    return local.astimezone(UTC) if local.fold else local
