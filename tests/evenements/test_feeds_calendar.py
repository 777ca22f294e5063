"""The calendar: read by three libraries, true across the change of hour, and telling every change as one."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import ics
import pytest
import time_machine
import vobject
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from evenements.feeds.calendar import in_paris
from evenements.feeds.reading import KEPT
from evenements.models import AppelProjets, Evenement, EvenementSession
from tests.evenements.factories import EvenementFactory, at
from tests.evenements.reading import republish, vevents
from tests.home.factories import tree
from tests.territoires.factories import EtablissementFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/fr/agenda/agenda.ics"
HARD = "Découverte 🧑🏽‍🔧 <b>& co</b>, « soudure » ; יום פתוח \u202bمرحبا\u202c \\ fin" + " très long" * 20


@pytest.fixture
def site():
    return tree()


def one(client: Client, address: str = ADDRESS):
    (event,) = vevents(client, address)
    return event


def test_what_a_session_says(site, client: Client) -> None:
    lycee = EtablissementFactory()
    event = EvenementFactory(
        titre="Portes ouvertes", etablissement=lycee, contact="bonjour@example.org", sessions=[(3, 9, 12)],
        publics=["college"], acces="Bus 1", first_published_at=at(-9), last_published_at=at(-8),
    )  # fmt: skip
    said = one(client)
    assert str(said["UID"]) == str(event.sessions.get().uid)
    assert said["DTSTART"].dt == at(3, 9)
    assert said["DTSTART"].params["TZID"] == "Europe/Paris"
    assert said["DTEND"].dt == at(3, 12)
    assert said["SUMMARY"] == "Portes ouvertes"
    assert said["STATUS"] == "CONFIRMED"
    assert lycee.nom in said["LOCATION"]
    assert said["GEO"].to_ical() == f"{lycee.point[0]};{lycee.point[1]}" if lycee.point else True
    assert said["URL"].endswith(event.url)
    assert "Portes ouvertes" in said["CATEGORIES"].cats
    assert said["CONTACT"] == "bonjour@example.org"
    assert "Bus 1" in said["DESCRIPTION"]
    assert said["DTSTAMP"].dt == said["LAST-MODIFIED"].dt == at(-8)
    assert int(said["SEQUENCE"]) == 24 * 3600


def test_what_the_calendar_says_of_itself(site, client: Client) -> None:
    EvenementFactory(type="forum")
    answer = client.get(f"{ADDRESS}?type=forum")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    book = Calendar.from_ical(answer.content)
    assert "Forum" in str(book["X-WR-CALNAME"])
    assert book["NAME"] == book["X-WR-CALNAME"]
    assert book["METHOD"] == "PUBLISH"
    assert book["X-WR-TIMEZONE"] == "Europe/Paris"
    text = answer.content.decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    assert "X-PUBLISHED-TTL:PT1H" in text
    assert "SOURCE;VALUE=URI:http://127.0.0.1:8000/fr/agenda/agenda.ics?type=forum" in text.replace(
        "\r\n ", ""
    )
    assert [str(zone["TZID"]) for zone in book.walk("VTIMEZONE")] == ["Europe/Paris"]


def test_the_zone_that_we_declare_is_that_of_paris() -> None:
    """Every hour of five years: what the rules of the file give is what Paris keeps."""
    from evenements.feeds.calendar import PARIS  # noqa: PLC0415 - read beside its use

    declared = vobject.readOne(f"BEGIN:VCALENDAR\r\n{PARIS}END:VCALENDAR\r\n").vtimezone.tzinfo
    paris = ZoneInfo("Europe/Paris")
    for hour in range(0, 5 * 366 * 24, 7):
        moment = dt.datetime(2026, 1, 1, 12) + dt.timedelta(hours=hour)  # noqa: DTZ001 - compared in both zones
        if moment.replace(tzinfo=paris).utcoffset() == moment.replace(tzinfo=paris, fold=1).utcoffset():
            assert declared.utcoffset(moment) == moment.replace(tzinfo=paris).utcoffset(), moment


@pytest.mark.parametrize(
    ("etat", "status"),
    [("prevu", "CONFIRMED"), ("complet", "CONFIRMED"), ("reporte", "TENTATIVE"), ("annule", "CANCELLED")],
)
def test_the_state_stays_in_the_calendar(site, client: Client, etat: str, status: str) -> None:
    event = EvenementFactory(titre="Salon", etat=etat, etat_precision="Voir plus tard")
    said = one(client)
    assert said["STATUS"] == status
    assert said["TRANSP"] == ("OPAQUE" if status == "CONFIRMED" else "TRANSPARENT")
    assert said["SUMMARY"] == ("Salon" if etat == "prevu" else f"[{event.get_etat_display()}] Salon")
    assert ("Voir plus tard" in said["DESCRIPTION"]) is (etat != "prevu")


def test_moved_then_cancelled_the_same_date_has_a_higher_version(site, client: Client) -> None:
    event = EvenementFactory(sessions=[(3, 9, 12)])
    republish(event)
    first = one(client)
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=2)):
        republish(event, sessions=[(at(4, 14), at(4, 16))])
    moved = one(client)
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=4)):
        republish(event, etat="annule")
    cancelled = one(client)
    assert first["UID"] == moved["UID"] == cancelled["UID"]
    assert moved["DTSTART"].dt == at(4, 14)
    assert cancelled["STATUS"] == "CANCELLED"
    versions = [int(said["SEQUENCE"]) for said in (first, moved, cancelled)]
    assert versions == sorted(set(versions))
    assert first["DTSTAMP"].dt < moved["DTSTAMP"].dt < cancelled["DTSTAMP"].dt


def test_reading_twice_gives_the_same_file(site, client: Client) -> None:
    EvenementFactory()
    before = client.get(ADDRESS).content
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1)):
        assert client.get(ADDRESS).content == before


def test_hard_texts_are_read_back_as_written_by_three_libraries(site, client: Client) -> None:
    event = EvenementFactory(resume="Un\x0bdeux\x07 trois, quatre ; cinq")
    Evenement.objects.filter(pk=event.pk).update(titre=HARD[:140], etat_precision=HARD[:200], etat="complet")
    raw = client.get(ADDRESS).content
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "folded, in octets"
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", raw)
    title = f"[Complet] {HARD[:140].rstrip()}"
    text = raw.decode()
    (ours,) = Calendar.from_ical(raw).walk("VEVENT")
    assert ours["SUMMARY"] == title
    assert not ours.errors
    assert vobject.readOne(text).vevent.summary.value == title
    (read,) = ics.Calendar(text).events
    assert read.name == title
    assert "<b>" in title


def test_thirty_sessions_are_thirty_events_with_their_names(site, client: Client) -> None:
    event = EvenementFactory(sessions=[(day, 9, 12) for day in range(1, 31)])
    said = vevents(client, ADDRESS)
    assert len(said) == 30
    assert {str(item["UID"]) for item in said} == {
        str(uid) for uid in event.sessions.values_list("uid", flat=True)
    }
    text = client.get(ADDRESS).content.decode()
    assert len(ics.Calendar(text).events) == 30
    assert len(vobject.readOne(text).vevent_list) == 30


def test_across_midnight_and_the_two_nights_of_the_change_of_hour(site, client: Client) -> None:
    event = EvenementFactory()
    spring = (dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC), dt.datetime(2027, 3, 28, 1, 30, tzinfo=dt.UTC))
    autumn = (
        dt.datetime(2027, 10, 31, 0, 15, tzinfo=dt.UTC),
        dt.datetime(2027, 10, 31, 1, 45, tzinfo=dt.UTC),
    )
    leap = (dt.datetime(2028, 2, 28, 22, 30, tzinfo=dt.UTC), dt.datetime(2028, 2, 29, 0, 30, tzinfo=dt.UTC))
    event.sessions.all().delete()
    for start, end in (spring, autumn, leap):
        EvenementSession.objects.create(evenement=event, debut=start, fin=end)
    text = client.get(ADDRESS).content.decode()
    for read in (
        [(item["DTSTART"].dt, item["DTEND"].dt) for item in vevents(client, ADDRESS)],
        [(item.dtstart.value, item.dtend.value) for item in vobject.readOne(text).vevent_list],
    ):
        assert [tuple(moment.astimezone(dt.UTC) for moment in pair) for pair in read] == [
            spring,
            autumn,
            leap,
        ]
    assert in_paris(autumn[1]).tzinfo == dt.UTC, "2 h 45 comes twice that night: the second is told in UTC"


def test_a_call_for_projects_has_its_opening_and_its_end_with_reminders(site, client: Client) -> None:
    event = EvenementFactory(titre="Une classe, un métier", type="appel-projets")
    AppelProjets.objects.create(evenement=event, ouverture=at(-3), cloture=at(40, 17), fse=True)
    event = Evenement.objects.get(pk=event.pk)
    event.save()
    said = vevents(client, ADDRESS)
    assert len({str(item["UID"]) for item in said}) == len(said) == 3
    names = {str(item["SUMMARY"]).replace("\xa0", " "): item for item in said}
    end = names["Dernier moment : Une classe, un métier"]
    assert end["DTEND"].dt == at(40, 17)
    alarms = [(alarm["TRIGGER"].dt, alarm["TRIGGER"].params["RELATED"]) for alarm in end.walk("VALARM")]
    assert alarms == [(dt.timedelta(days=-7), "END"), (dt.timedelta(days=-1), "END")]
    assert names["Ouverture : Une classe, un métier"]["DTSTART"].dt == at(-3)
    assert not names["Une classe, un métier"].walk("VALARM")
    republish(event, appels=[AppelProjets(evenement=event, ouverture=at(-3), cloture=at(50, 17))])
    moved = {str(item["UID"]): item for item in vevents(client, ADDRESS)}
    assert set(moved) == {str(item["UID"]) for item in said}
    assert moved[str(end["UID"])]["DTEND"].dt == at(50, 17)
    republish(event, etat="annule")
    assert not any(item.walk("VALARM") for item in vevents(client, ADDRESS))


def test_what_is_over_stays_a_month_unless_days_are_asked(site, client: Client) -> None:
    kept = KEPT.days
    EvenementFactory(titre="Hier", sessions=[(-1, 9, 12)])
    EvenementFactory(titre="Jadis", sessions=[(-kept - 2, 9, 12)])
    EvenementFactory(titre="Suite", sessions=[(-kept - 3, 9, 12), (-2, 9, 12), (5, 9, 12)])
    assert sorted(str(item["SUMMARY"]) for item in vevents(client, ADDRESS)) == ["Hier", "Suite", "Suite"]
    day = at(0).date().isoformat()
    assert {str(item["SUMMARY"]) for item in vevents(client, f"{ADDRESS}?du={day}")} == {"Suite"}
    assert {str(item["SUMMARY"]) for item in vevents(client, f"{ADDRESS}?n=50")} == {"Suite"}


def test_an_event_as_a_file_in_its_language(site, client: Client) -> None:
    tree("en")
    event = EvenementFactory(sessions=[(-400, 9, 12), (3, 9, 12)])
    answer = client.get(f"/fr/agenda/{event.slug}.ics")
    assert f'filename="{event.slug}.ics"' in answer["Content-Disposition"]
    assert len(list(Calendar.from_ical(answer.content).walk("VEVENT"))) == 2
    moved = client.get(f"/en/agenda/{event.slug}.ics")
    assert (moved.status_code, moved["Location"]) == (302, f"/fr/agenda/{event.slug}.ics")
    assert client.get("/fr/agenda/nulle-part.ics").status_code == 404


def test_a_calendar_has_an_end_and_costs_the_same(
    site, client: Client, monkeypatch, django_assert_max_num_queries
) -> None:
    monkeypatch.setattr("evenements.feeds.reading.MAX_EVENTS", 8)
    for number in range(12):
        EvenementFactory(sessions=[(number + 1, 9, 12), (number + 30, 9, 12)])
    client.get(ADDRESS)
    with django_assert_max_num_queries(12):
        answer = client.get(ADDRESS)
    assert len({str(item["SUMMARY"]) for item in Calendar.from_ical(answer.content).walk("VEVENT")}) == 8
    assert "8" in answer["X-Avertissements"]


def test_no_event_takes_the_address_of_the_calendar() -> None:
    assert "slug" in EvenementFactory(slug="agenda").publication_errors()
