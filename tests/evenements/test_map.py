"""The map: events counted by commune, each point a link with words, the same links in a list."""

import pytest
from django.test import Client
from lxml import html

from evenements.models import Evenement
from tests.evenements.factories import EvenementFactory
from tests.home.factories import tree
from tests.territoires.factories import CommuneFactory, abbeville

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return tree()


@pytest.fixture
def events() -> None:
    EvenementFactory(titre="Lille 1", etat="annule")
    EvenementFactory(titre="Lille 2", type="forum")
    EvenementFactory(titre="Abbeville", commune=abbeville())
    EvenementFactory(titre="En ligne", mode="en_ligne", commune=None, departement=None, lieu="")
    EvenementFactory(titre="Passé", sessions=[(-3, 9, 12)])


def test_communes_are_counted_and_lead_to_their_own_list(events, client: Client) -> None:
    listing = client.get("/fr/agenda/carte/").context["listing"]
    assert [(spot.nom, spot.number, spot.annules) for spot in listing.spots] == [
        ("Lille", 2, 1),
        ("Abbeville", 1, 0),
    ]
    assert (listing.away, listing.hidden_number, listing.total) == (1, 0, 4)
    lille = client.get(listing.spots[0].url).context["listing"]
    assert {item.titre for item in lille.items} == {"Lille 1", "Lille 2"}


def test_each_point_is_a_link_with_words_and_the_list_says_the_same(events, client: Client) -> None:
    page = html.fromstring(client.get("/fr/agenda/carte/").content)
    points = page.xpath("//svg[@role='group']/a")
    assert [point.get("aria-label").replace("\u00a0", " ") for point in points] == [
        "Lille : 2 dates",
        "Abbeville : 1 date",
    ]
    listed = page.xpath("//ul[contains(@class, 'region__liste')]/li/a/@href")
    assert listed == [point.get("href") for point in points]
    assert page.xpath("//svg[@role='group']/@aria-label")
    assert page.xpath("//a[@href='#communes']"), "a keyboard may pass over the points"
    assert "1 annulée" in page.text_content().replace("\u00a0", " ")


def test_filters_hold_on_the_map(events, client: Client) -> None:
    listing = client.get("/fr/agenda/carte/?type=forum").context["listing"]
    assert [(spot.nom, spot.number) for spot in listing.spots] == [("Lille", 1)]
    assert "type=forum" in listing.spots[0].url
    near = client.get("/fr/agenda/carte/?pres=Abbeville&rayon=10").context["listing"]
    assert [spot.nom for spot in near.spots] == ["Abbeville"]


def test_an_empty_map_says_so(client: Client) -> None:
    answer = client.get("/fr/agenda/carte/?type=forum")
    assert answer.status_code == 200
    assert "Aucune date ici" in answer.content.decode()


def test_the_map_costs_the_same_with_many_communes(client: Client, django_assert_max_num_queries) -> None:
    EvenementFactory()
    client.get("/fr/agenda/carte/")
    with django_assert_max_num_queries(9 + 6) as one:
        client.get("/fr/agenda/carte/")
    for number in range(50):
        commune = CommuneFactory(code=f"59{number + 100}", nom=f"Commune {number}", slug=f"commune-{number}")
        EvenementFactory(commune=commune, secteurs=["energies", "mer"])
    with django_assert_max_num_queries(9 + 6) as many:
        answer = client.get("/fr/agenda/carte/")
    assert len(many.captured_queries) == len(one.captured_queries)
    listing = answer.context["listing"]
    assert len(listing.spots) == 40
    assert listing.hidden_number == 11, "what is not drawn is counted"
    assert len(list(html.fromstring(answer.content).iter())) <= 900
    assert Evenement.objects.count() == 51
