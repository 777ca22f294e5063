"""The API: what its document says is what it answers, for any question a program may send."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
import schemathesis.specs.openapi.checks as conformance
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from evenements.api.document import openapi
from evenements.listings import EvenementFilterForm
from evenements.models import AppelProjets
from tests.evenements.factories import EvenementFactory, at
from tests.home.factories import tree
from tests.territoires.factories import EtablissementFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/evenements/"


@pytest.fixture
def events():
    tree()
    EvenementFactory(
        slug="salon", etablissement=EtablissementFactory(), publics=["college"], accessibilite=["lsf"]
    )
    EvenementFactory(slug="distance", mode="en_ligne", commune=None, departement=None, lieu="", etat="annule")
    EvenementFactory(slug="ailleurs", lieu="", commune=None, departement=None)
    EvenementFactory(slug="passe", sessions=[(-9, 9, 12)])
    call = EvenementFactory(slug="appel", type="appel-projets", inscription_avant=at(9))
    AppelProjets.objects.create(evenement=call, ouverture=at(-3), cloture=at(40, 17))


def valid(name: str, data: object) -> None:
    document = openapi()
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in checker.iter_errors(data)] == []


def test_the_document_is_openapi_and_is_what_is_served(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    served = json.loads(answer.content)
    validate(served, cls=OpenAPIV31SpecValidator)
    assert served == openapi()
    assert served["openapi"].startswith("3.1")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_every_filter_of_the_agenda_is_documented() -> None:
    told = {one["name"] for one in openapi()["paths"][ADDRESS]["get"]["parameters"]}
    assert told == {*EvenementFilterForm.names, "lang"}


def test_answers_follow_the_schemas(events, client: Client) -> None:
    data = client.get(ADDRESS).json()
    valid("Liste", data)
    assert [item["slug"] for item in data["evenements"]] == ["salon", "distance", "ailleurs", "appel"]
    for slug in ("salon", "distance", "ailleurs", "passe", "appel"):
        valid("Reponse", client.get(f"{ADDRESS}{slug}/").json())
    feed = client.get("/fr/agenda/agenda.json").json()
    for item in feed["items"]:
        valid("Evenement", item["_evenement"])


def test_an_event_by_slug_and_by_identifier(events, client: Client) -> None:
    by_slug = client.get(f"{ADDRESS}passe/").json()["evenement"]
    assert client.get(f"{ADDRESS}{by_slug['id']}/").json()["evenement"] == by_slug
    assert by_slug["liens"]["calendrier"].endswith("/fr/agenda/passe.ics")
    assert client.get(f"{ADDRESS}passe/?lang=en").json()["evenement"]["langue"] == "fr"


@pytest.mark.parametrize("address", [f"{ADDRESS}nulle-part/", "/api/v1/rien", "/api/v2/evenements/", "/api/"])
def test_what_does_not_exist_is_said_to_programs(events, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    valid("Probleme", answer.json())
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_bad_values_are_left_out_and_said(events, client: Client) -> None:
    data = client.get(f"{ADDRESS}?dep=2A&du=2026-02-31&n=500&page=99&lang=xx&inconnu=1").json()
    assert data["total"] == 4
    assert (data["n"], data["page"], data["langue"]) == (10, 1, "fr")
    assert len(data["avertissements"]) == 5
    valid("Liste", data)


def test_pages_are_linked_in_the_header_too(events, client: Client) -> None:
    answer = client.get(f"{ADDRESS}?n=2&lang=fr")
    assert answer.json()["liens"]["suivante"] in answer["Link"]
    assert 'rel="next"' in answer["Link"]
    assert 'rel="service-desc"' in answer["Link"]


def test_the_list_costs_the_same_with_many_events(client: Client, django_assert_max_num_queries) -> None:
    tree()
    for number in range(12):
        EvenementFactory(sessions=[(number + 1, 9, 12), (number + 30, 9, 12)])
    client.get(f"{ADDRESS}?n=2")
    with django_assert_max_num_queries(9):
        client.get(f"{ADDRESS}?n=50")


@pytest.fixture
def application() -> Iterator[WSGIHandler]:
    """The real one, as a server calls it, in the transaction of the test: it must not close the connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_schemathesis_finds_no_fault(events, application: WSGIHandler) -> None:
    """Questions drawn from the document and against it: no 500, no undocumented answer, every body as promised.

    A value that the document forbids is left out and said, by design: `negative_data_rejection` does not hold here.
    """
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    checks = schemathesis.checks
    kept = [
        checks.not_a_server_error,
        conformance.status_code_conformance,
        conformance.content_type_conformance,
        conformance.response_schema_conformance,
        conformance.response_headers_conformance,
    ]
    seen: set[str] = set()

    results: list[Any] = list(schema.get_all_operations())
    for operation in (result.ok() for result in results):
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

            def run(case) -> None:
                seen.add(case.operation.label)
                case.call_and_validate(checks=kept)

            test = settings(
                max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
            )(given(case=operation.as_strategy(generation_mode=mode))(run))
            test()
    assert seen == {f"GET {ADDRESS}", f"GET {ADDRESS}{{cle}}/"}
