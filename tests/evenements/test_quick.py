"""Quick choices: links that keep the rest, show as pressed, and go when chosen again; filters that contradict."""

import datetime

import pytest
import time_machine
from django.test import Client
from lxml import html

from tests.evenements.factories import EvenementFactory
from tests.home.factories import tree
from tests.territoires.factories import DepartementFactory, abbeville

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    with time_machine.travel(datetime.datetime(2027, 1, 13, 12, tzinfo=datetime.UTC), tick=False):
        yield tree()


def choices(client: Client, address: str) -> dict[str, tuple[str, bool]]:
    return {one.label: (one.url, one.pressed) for one in client.get(address).context["rapides"]}


def test_days_keep_the_other_filters_and_go_when_chosen_again(client: Client) -> None:
    weekend, pressed = choices(client, "/fr/agenda/?type=forum")["Ce week-end"]
    assert (weekend, pressed) == ("/fr/agenda/?type=forum&du=2027-01-16&au=2027-01-17", False)
    assert choices(client, weekend)["Ce week-end"] == ("/fr/agenda/?type=forum", True)
    month, _pressed = choices(client, weekend)["Ce mois-ci"]
    assert month == "/fr/agenda/?type=forum&du=2027-01-13&au=2027-01-31"


def test_this_weekend_shows_what_takes_place_then(client: Client) -> None:
    EvenementFactory(titre="Samedi", sessions=[(3, 9, 12)])
    EvenementFactory(titre="Lundi", sessions=[(5, 9, 12)])
    url, _pressed = choices(client, "/fr/agenda/")["Ce week-end"]
    assert [item.titre for item in client.get(url).context["listing"].items] == ["Samedi"]


@pytest.mark.parametrize("view", ["", "mois/", "carte/"])
def test_open_days_and_worldskills_stay_in_the_view(client: Client, view: str) -> None:
    found = choices(client, f"/fr/agenda/{view}?type=jpo&public=lycee")
    assert found["Portes ouvertes"] == (f"/fr/agenda/{view}?public=lycee", True)
    assert found["WorldSkills"] == (f"/fr/agenda/{view}?type=jpo&type=worldskills&public=lycee", False)


def test_pressed_is_said_without_colour(client: Client) -> None:
    page = html.fromstring(client.get("/fr/agenda/?type=jpo").content)
    (pressed,) = page.xpath("//ul[contains(@class, 'rapides')]//a[@aria-current='true']")
    assert "choisi" in pressed.text_content()


def test_near_me_leads_to_the_field_then_offers_distances(client: Client) -> None:
    place = abbeville()
    assert choices(client, "/fr/agenda/")["Près de chez moi"] == ("#f-pres", False)
    assert html.fromstring(client.get("/fr/agenda/").content).xpath("//input[@id='f-pres']")
    found = choices(client, f"/fr/agenda/?commune={place.code}&rayon=10")
    label = "À 10 km de Abbeville"
    near = {name.replace("\u00a0", " "): value for name, value in found.items()}
    pressed = next(value for name, value in near.items() if name.startswith("À 10 km"))
    assert pressed == ("/fr/agenda/", True), label
    assert next(v for n, v in near.items() if n.startswith("À 50 km"))[0].endswith("&rayon=50")


def test_the_three_views_keep_the_filters_and_say_which_is_shown(client: Client) -> None:
    answer = client.get("/fr/agenda/carte/?dep=59&du=2027-03-05")
    DepartementFactory(code="59")
    answer = client.get("/fr/agenda/carte/?dep=59&du=2027-03-05")
    urls = {one.label: (one.url, one.current) for one in answer.context["vues"]}
    assert urls["Liste"] == ("/fr/agenda/?dep=59&du=2027-03-05", False)
    assert urls["Mois"] == ("/fr/agenda/mois/2027-03/?dep=59&du=2027-03-05", False)
    assert urls["Carte"] == ("/fr/agenda/carte/?dep=59&du=2027-03-05", True)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("du=2026-02-31", "2026-02-31"),
        ("du=2027-03-05&au=2027-03-01", "avant la date de début"),
        ("au=2026-12-01", "Ces jours sont passés"),
        ("commune=80001&dep=59", "n’est pas dans ce département"),
    ],
)
@pytest.mark.parametrize("view", ["", "carte/"])
def test_filters_that_contradict_are_said(client: Client, view: str, query: str, words: str) -> None:
    abbeville()
    DepartementFactory(code="59")
    EvenementFactory()
    answer = client.get(f"/fr/agenda/{view}?{query}")
    assert answer.status_code == 200
    assert words in answer.content.decode().replace("\u00a0", " ")


def test_past_dates_are_kept_but_out_of_the_way(client: Client) -> None:
    EvenementFactory(titre="Hier", sessions=[(-1, 9, 12)])
    listed = client.get("/fr/agenda/")
    assert listed.context["listing"].total == 0
    assert "/fr/agenda/passes/" in listed.content.decode()
    assert [item.titre for item in client.get("/fr/agenda/passes/").context["listing"].items] == ["Hier"]
