"""The agenda: what is coming by month, what is over out of the way, each event at its address."""

import datetime
import json
import re

import pytest
import time_machine
from django.test import Client
from wagtail.models import Locale

from evenements.models import Evenement, EvenementSession
from tests.evenements.factories import EvenementFactory, at
from tests.home.factories import tree
from tests.territoires.factories import CommuneFactory, EtablissementFactory, abbeville

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return tree()


def titles(client: Client, query: str = "") -> list[str]:
    return [item.titre for item in client.get(f"/fr/agenda/{query}").context["listing"].items]


def test_an_event_stands_at_its_next_session_until_the_last_one_ends(site, client: Client) -> None:
    EvenementFactory(titre="Deux dates", sessions=[(-5, 9, 12), (20, 9, 12)])
    EvenementFactory(titre="Demain", sessions=[(1, 9, 12)])
    EvenementFactory(titre="Hier", sessions=[(-1, 9, 12)])
    assert titles(client) == ["Demain", "Deux dates"]
    past = client.get("/fr/agenda/passes/")
    assert [item.titre for item in past.context["listing"].items] == ["Hier"]
    assert 'content="noindex"' in past.content.decode()


def test_drafts_are_nowhere(site, client: Client) -> None:
    draft = EvenementFactory(live=False)
    assert titles(client) == []
    assert client.get(f"/fr/agenda/{draft.slug}/").status_code == 404


@time_machine.travel(datetime.datetime(2027, 3, 27, 12, tzinfo=datetime.UTC), tick=False)
def test_months_and_hours_are_those_of_paris_across_the_change_of_hour(site, client: Client) -> None:
    event = EvenementFactory(titre="Nuit", sessions=[(1, 9, 10)])
    EvenementSession.objects.filter(evenement=event).update(
        debut=datetime.datetime(2027, 3, 31, 22, 30, tzinfo=datetime.UTC),
        fin=datetime.datetime(2027, 3, 31, 23, 30, tzinfo=datetime.UTC),
    )
    answer = client.get("/fr/agenda/")
    months = [first for first, _items in answer.context["listing"].months]
    assert months == [datetime.date(2027, 4, 1)]
    assert "0 h 30" in answer.content.decode().replace("\u00a0", " ")


def test_filters_of_the_agenda(site, client: Client) -> None:
    lycee = EtablissementFactory()
    EvenementFactory(titre="À Lille", type="forum", etablissement=lycee, publics=["college"])
    EvenementFactory(titre="À Abbeville", commune=abbeville(), sessions=[(40, 9, 12)], secteurs=["mer"])
    EvenementFactory(titre="En ligne", mode="en_ligne", commune=None, departement=None, lieu="")
    assert titles(client, "?dep=59") == ["À Lille"]
    assert titles(client, f"?uai={lycee.uai}") == ["À Lille"]
    assert titles(client, "?public=college") == ["À Lille"]
    assert titles(client, "?type=forum&type=jpo") == ["À Lille", "En ligne", "À Abbeville"]
    assert titles(client, "?secteur=mer") == ["À Abbeville"]
    assert titles(client, "?pres=Abbeville&rayon=10") == ["À Abbeville"]
    assert titles(client, f"?du={at(30).date().isoformat()}") == ["À Abbeville"]
    assert titles(client, f"?au={at(30).date().isoformat()}") == ["À Lille", "En ligne"]


def test_dates_that_do_not_exist_are_said(site, client: Client) -> None:
    answer = client.get("/fr/agenda/?du=2026-02-31&au=hier")
    assert answer.status_code == 200
    assert "2026-02-31" in answer.content.decode()


@pytest.mark.parametrize(
    ("etat", "words"), [("annule", "Annulé"), ("reporte", "Reporté"), ("complet", "Complet")]
)
def test_a_change_of_state_is_said_in_the_list_and_on_the_page(
    site, client: Client, etat: str, words: str
) -> None:
    event = EvenementFactory(etat=etat)
    assert words in client.get("/fr/agenda/").content.decode()
    assert words in client.get(event.url).content.decode()


def test_the_page_of_an_event_for_search_engines(site, client: Client) -> None:
    event = EvenementFactory(etat="annule", sessions=[(3, 9, 12), (4, 9, 12)])
    text = client.get(event.url).content.decode()
    blocks = re.findall(r'ld\+json">(.*?)</script>', text, re.DOTALL)
    events = [item for item in json.loads(blocks[0]) if item["@type"] == "Event"]
    assert len(events) == 2, "one for each session"
    assert events[0]["eventStatus"].endswith("EventCancelled")
    assert datetime.datetime.fromisoformat(events[0]["startDate"]) == at(3, 9)
    assert events[0]["location"][0]["address"]["addressLocality"] == "Lille"


def test_an_event_without_translation_is_offered_in_french(site, client: Client) -> None:
    tree("en")
    event = EvenementFactory(titre="Portes ouvertes")
    listed = client.get("/en/agenda/")
    assert [item.titre for item in listed.context["listing"].items] == ["Portes ouvertes"]
    assert f'href="{event.url}" lang="fr"' in listed.content.decode()
    moved = client.get(f"/en/agenda/{event.slug}/")
    assert (moved.status_code, moved["Location"]) == (302, event.url)


def test_a_translated_event_shows_once_in_its_language(site, client: Client) -> None:
    tree("en")
    event = EvenementFactory(titre="Portes ouvertes")
    english = Locale.objects.get(language_code="en")
    twin = EvenementFactory(
        titre="Open day", slug=event.slug, locale=english, translation_key=event.translation_key
    )
    assert [item.titre for item in client.get("/en/agenda/").context["listing"].items] == ["Open day"]
    text = client.get(twin.url).content.decode()
    assert f'hreflang="fr" href="http://127.0.0.1:8000{event.url}"' in text


def test_the_agenda_costs_the_same_with_many_events(
    site, client: Client, django_assert_max_num_queries
) -> None:
    for number in range(12):
        EvenementFactory(sessions=[(number + 1, 9, 12), (number + 30, 9, 12)], commune=CommuneFactory())
    client.get("/fr/agenda/")
    empty = 9
    with django_assert_max_num_queries(empty + 6):
        client.get("/fr/agenda/")
    assert Evenement.objects.count() == 12
