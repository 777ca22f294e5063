"""What the page of an event tells search engines, held by shapes written from what they ask."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import Graph

from tests.evenements.factories import EvenementFactory, at
from tests.home.factories import tree
from tests.territoires.factories import EtablissementFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning"),  # rdflib warns of itself
]
SHAPES = Graph().parse(Path(__file__).with_name("event.shapes.ttl"))
#: The context of schema.org, without fetching it: every name is one of its own.
CONTEXT = {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}


def told(html: str) -> list[dict[str, Any]]:
    (text,) = re.findall(r'ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(text)
    return data if isinstance(data, list) else [data]


def faults(html: str) -> str:
    graph = Graph()
    for item in told(html):
        graph.parse(data=json.dumps(item | {"@context": CONTEXT}), format="json-ld")
    conforms, _report, text = validate(graph, shacl_graph=SHAPES)
    return "" if conforms else text


CASES: dict[str, dict[str, Any]] = {
    "planned": {"contact": "x@example.org"},
    "school": {"organisateur": ""},
    "cancelled": {"etat": "annule"},
    "postponed": {"etat": "reporte"},
    "full": {"etat": "complet"},
    "registration": {
        "inscription": "obligatoire",
        "inscription_url": "https://example.org/i",
        "inscription_avant": at(4),
    },
    "online": {"mode": "en_ligne", "lien_visio": "https://example.org/v", "commune": None, "lieu": ""},
    "mixed": {"mode": "mixte", "lien_visio": "https://example.org/v"},
    "nowhere": {"commune": None, "lieu": "Lieu à préciser", "adresse": ""},
    "hard": {"titre": "</script><b>“Salon” 🧑🏽‍🔧", "publics": ["college", "familles"]},
}


@pytest.mark.parametrize("case", CASES)
def test_every_state_has_what_search_engines_ask(client: Client, case: str) -> None:
    tree()
    school: dict[str, Any] = {"etablissement": EtablissementFactory()} if case == "school" else {}
    event = EvenementFactory(sessions=[(5, 9, 12), (6, 9, 12)], **(school | CASES[case]))
    html = client.get(event.url).content.decode()
    assert len([item for item in told(html) if item["@type"] == "Event"]) == 2
    assert faults(html) == ""


def test_the_shapes_find_faults(client: Client) -> None:
    tree()
    event = EvenementFactory()
    html = client.get(event.url).content.decode()
    hour = told(html)[0]["startDate"]
    for good, bad in (
        (hour, hour[:19]),
        ("EventScheduled", "Scheduled"),
        ('"Place"', '"Thing"'),
        ('"name"', '"nom"'),
    ):
        assert good in html
        assert faults(html.replace(good, bad)), bad


def test_what_is_over_gives_way_to_what_comes(client: Client) -> None:
    tree()
    event = EvenementFactory(sessions=[(-5, 9, 12), *((day, 9, 12) for day in range(1, 31))])
    events = [item for item in told(client.get(event.url).content.decode()) if item["@type"] == "Event"]
    assert len(events) == 12
    assert events[0]["startDate"][:10] == at(1).date().isoformat()
    assert len({item["@id"] for item in events}) == 12
