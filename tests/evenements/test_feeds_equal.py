"""One address, the same events: list, frame, RSS, Atom, JSON Feed and API in the same order, the calendar as a set."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evenements.factories import EvenementFactory, at
from tests.evenements.reading import api_items, calendar_events, feed_items, listed, path_of, syndicated
from tests.home.factories import tree
from tests.territoires.factories import CommuneFactory, EtablissementFactory, abbeville

pytestmark = pytest.mark.django_db

DAYS = [at(days).date().isoformat() for days in (0, 2, 9, 40)]
#: Good, unknown and impossible values alike.
VALUES = {
    "type": ["jpo", "forum", "worldskills", "rien"],
    "secteur": ["energies", "mer", "Mer'--"],
    "public": ["college", "lycee", "tous"],
    "dep": ["59", "80", "2A", "\x00"],
    "commune": ["59350", "80001", "99999", "é"],
    "rayon": ["5", "100", "0", "-1"],
    "uai": ["0590117G", "0590117g", "0000000A", "🦊"],
    "du": [*DAYS, "2026-02-31", "hier"],
    "au": [*DAYS, "9999-99-99", ""],
    "inconnu": ["1", "<b>"],
}
NUMBERS = {"n": ["1", "3", "7", "50", "51", "x"], "page": ["1", "2", "3", "99", "0"]}

pairs = st.one_of(*(st.tuples(st.just(name), st.sampled_from(values)) for name, values in VALUES.items()))


@st.composite
def queries(draw) -> str:
    """Any mixture of filters, and always the size and the page: without them each form has a default of its own."""
    chosen = draw(st.lists(pairs, max_size=5))
    numbers = [(name, draw(st.sampled_from(values))) for name, values in NUMBERS.items()]
    return urlencode(draw(st.permutations([*chosen, *numbers])))


@pytest.fixture
def events(db) -> None:
    tree()
    lycee = EtablissementFactory(uai="0590117G")
    kinds = ["jpo", "forum", "worldskills", "salon"]
    for number in range(24):
        EvenementFactory(
            type=kinds[number % 4],
            commune=abbeville() if number % 3 == 0 else CommuneFactory(),
            etablissement=lycee if number % 5 == 0 else None,
            publics=[["college"], ["lycee", "college"], []][number % 3],
            secteurs=["mer"] if number % 2 else ["energies"],
            etat=["prevu", "annule", "reporte", "complet"][number % 4],
            sessions=[(1 + number % 6, 9, 12), (20 + number, 9, 12)] if number % 4 else [(3, 9, 12)],
        )
    EvenementFactory(titre="Passé", sessions=[(-3, 9, 12)])


@given(query=queries())
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_form_gives_the_events_of_the_list(events, query: str) -> None:
    client = Client()
    expected = listed(client, query)
    assert syndicated(client, "rss", query) == expected
    assert syndicated(client, "atom", query) == expected
    assert feed_items(client, query) == expected
    assert api_items(client, query) == expected
    assert calendar_events(client, query) == set(expected)
    framed = client.get(f"/embed/v1/agenda/?{query}").context["listing"].items
    assert [item.url for item in framed] == expected


def test_pages_follow_one_another_without_loss(events) -> None:
    client = Client()
    seen: list[str] = []
    address = "/api/v1/evenements/?n=7"
    while address:
        data = client.get(address).json()
        seen += [item["slug"] for item in data["evenements"]]
        following = data["liens"]["suivante"]
        address = path_of(following) if following else ""
    assert len(seen) == len(set(seen)) == data["total"] == 24
    first = client.get("/fr/agenda/agenda.json?n=20").json()
    second = client.get(path_of(first["next_url"])).json()
    assert [len(first["items"]), len(second["items"])] == [20, 4]
    assert "next_url" not in second


def test_the_calendar_without_size_holds_all_pages(events) -> None:
    client = Client()
    assert calendar_events(client, "") > set(listed(client, "n=50"))
    assert len(calendar_events(client, "du=" + DAYS[0])) == 24


def test_in_english_too(events) -> None:
    tree("en")
    client = Client()
    listing = client.get("/en/agenda/?n=5").context["listing"]
    expected = [item.url for item in listing.items]
    data = client.get("/api/v1/evenements/?n=5&lang=en").json()
    assert [path_of(item["liens"]["page"]) for item in data["evenements"]] == expected
    feed = client.get("/en/agenda/agenda.json?n=5").json()
    assert [path_of(item["url"]) for item in feed["items"]] == expected
    assert feed["language"] == data["langue"] == "en"
