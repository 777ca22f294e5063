"""The month: a table that says each day, whatever the hour, the length and the number of its events."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import html

from evenements.models import Evenement, EvenementSession
from tests.evenements.factories import EvenementFactory
from tests.home.factories import tree
from tests.territoires.factories import CommuneFactory, abbeville

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    with time_machine.travel(datetime.datetime(2027, 1, 14, 12, tzinfo=datetime.UTC), tick=False):
        yield tree()


def paris(text: str) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def event(titre: str, *sessions: tuple[str, str], **fields) -> Evenement:
    made = EvenementFactory(titre=titre, **fields)
    made.sessions.all().delete()
    for debut, fin in sessions:
        EvenementSession.objects.create(evenement=made, debut=paris(debut), fin=paris(fin))
    return made


def days(client: Client, month: str = "2027-01", query: str = "") -> dict[int, list[str]]:
    listing = client.get(f"/fr/agenda/mois/{month}/{query}").context["listing"]
    return {
        day.day.day: [one.titre for one in day.events]
        for week in listing.weeks
        for day in week
        if day and day.number
    }


def test_each_day_of_an_event_of_several_days_and_one_for_an_evening_past_midnight(client: Client) -> None:
    event("Salon", ("2027-01-20 09:00", "2027-01-22 18:00"))
    event("Nuit", ("2027-01-29 18:00", "2027-01-30 00:30"))
    event("Minuit", ("2027-01-31 18:00", "2027-02-01 00:00"))
    assert days(client) == {20: ["Salon"], 21: ["Salon"], 22: ["Salon"], 29: ["Nuit"], 31: ["Minuit"]}
    assert days(client, "2027-02") == {}, "an evening that ends before dawn belongs to its first day"


def test_an_event_from_one_month_to_the_next_is_in_both(client: Client) -> None:
    event("Salon", ("2027-01-30 09:00", "2027-02-02 18:00"))
    assert days(client) == {30: ["Salon"], 31: ["Salon"]}
    assert days(client, "2027-02") == {1: ["Salon"], 2: ["Salon"]}


def test_days_and_hours_are_those_of_paris_the_night_of_the_change_of_hour(client: Client) -> None:
    one = EvenementFactory(titre="Nuit")
    one.sessions.all().update(
        debut=datetime.datetime(2027, 3, 27, 23, 30, tzinfo=datetime.UTC),
        fin=datetime.datetime(2027, 3, 28, 9, tzinfo=datetime.UTC),
    )
    assert days(client, "2027-03") == {28: ["Nuit"]}
    assert "0 h 30" in client.get("/fr/agenda/mois/2027-03/").content.decode().replace("\u00a0", " ")


def test_a_leap_day_has_its_box(client: Client) -> None:
    event("Bissextile", ("2028-02-29 09:00", "2028-02-29 12:00"))
    assert days(client, "2028-02") == {29: ["Bissextile"]}


def test_the_table_is_one_for_a_screen_reader(client: Client) -> None:
    event("Forum", ("2027-01-20 09:00", "2027-01-20 18:00"))
    page = html.fromstring(client.get("/fr/agenda/mois/").content)
    (table,) = page.xpath("//table[contains(@class, 'calendrier')]")
    assert table.findtext("caption") == "Janvier 2027"
    headers = [cell.text for cell in table.xpath(".//th[@scope='col']")]
    assert [name.lower() for name in headers] == [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    ]
    assert {len(row.findall("td")) for row in table.findall("tbody/tr")} == {7}
    (today,) = table.xpath(".//td[@aria-current='date']")
    assert today.xpath(".//time/@datetime") == ["2027-01-14"]


def test_neighbouring_months_keep_the_filters(client: Client) -> None:
    event("Forum", ("2027-01-20 09:00", "2027-01-20 18:00"), type="forum")
    event("Portes", ("2027-01-20 09:00", "2027-01-20 18:00"))
    assert days(client, query="?type=forum") == {20: ["Forum"]}
    listing = client.get("/fr/agenda/mois/?type=forum").context["listing"]
    assert listing.previous == (datetime.date(2026, 12, 1), "/fr/agenda/mois/2026-12/?type=forum")
    assert listing.next == (datetime.date(2027, 2, 1), "/fr/agenda/mois/2027-02/?type=forum")
    (day,) = [day for week in listing.weeks for day in week if day and day.number]
    assert day.url == "/fr/agenda/?type=forum&du=2027-01-20&au=2027-01-20"
    assert [item.titre for item in client.get(day.url).context["listing"].items] == ["Forum"]


def test_a_place_and_a_radius_hold_in_the_month(client: Client) -> None:
    event("Ici", ("2027-01-20 09:00", "2027-01-20 18:00"), commune=abbeville())
    event("Loin", ("2027-01-20 09:00", "2027-01-20 18:00"))
    assert days(client, query="?pres=Abbeville&rayon=10") == {20: ["Ici"]}


@pytest.mark.parametrize("month", ["2027-13", "2027-00", "demain", "0001-01", "9999-12", "2027-1", "²027-01"])
def test_a_month_that_does_not_exist_gives_this_one_and_says_so(client: Client, month: str) -> None:
    answer = client.get(f"/fr/agenda/mois/{month}/")
    assert answer.status_code == 200
    assert answer.context["listing"].first == datetime.date(2027, 1, 1)
    assert f"« {month} »" in answer.content.decode().replace("\u00a0", " ")


def test_states_are_said_in_their_day(client: Client) -> None:
    for etat in ("annule", "reporte", "complet"):
        event(etat.upper(), ("2027-01-20 09:00", "2027-01-20 18:00"), etat=etat, secteurs=[])
    text = client.get("/fr/agenda/mois/").content.decode().replace("\u00a0", " ")
    assert re.search(r"Annulé :</strong> ANNULE", text)
    assert re.search(r"Reporté :</strong> REPORTE", text)


def test_robots_do_not_walk_through_time(client: Client) -> None:
    answer = client.get("/fr/agenda/mois/2029-01/")
    assert answer.context["listing"].next is None
    assert 'content="noindex"' in answer.content.decode()


def test_the_month_costs_the_same_with_many_events(client: Client, django_assert_max_num_queries) -> None:
    commune = CommuneFactory()
    client.get("/fr/agenda/mois/")
    with django_assert_max_num_queries(9 + 6) as none:
        client.get("/fr/agenda/mois/")
    for number in range(60):
        day = f"2027-01-{number % 30 + 1:02}"
        event(f"Événement {number}", (f"{day} 09:00", f"{day} 12:00"), commune=commune)
    with django_assert_max_num_queries(9 + 6) as many:
        answer = client.get("/fr/agenda/mois/")
    assert len(many.captured_queries) == len(none.captured_queries)
    assert answer.context["listing"].total == 60
    assert len(list(html.fromstring(answer.content).iter())) <= 900
