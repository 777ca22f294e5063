"""Conditional requests, caches, other sites; and what is published shows at once, as withdrawn things go."""

import datetime as dt
import time
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from evenements.caching import display_string
from tests.evenements.factories import EvenementFactory, at
from tests.evenements.reading import (
    api_items,
    feed_items,
    listed,
    republish,
    syndicated,
    vevents,
)
from tests.home.factories import tree

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/fr/agenda/agenda.ics",
    "/fr/agenda/agenda.rss",
    "/fr/agenda/agenda.atom",
    "/fr/agenda/agenda.json",
    "/api/v1/evenements/",
]


@pytest.fixture
def site():
    return tree()


@pytest.fixture(params=ADDRESSES)
def address(request) -> str:
    return request.param


def test_who_has_it_already_is_told_so(site, client: Client, address: str) -> None:
    EvenementFactory(last_published_at=at(-3))
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": f"W/{first['ETag']}"})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    dated = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert dated.status_code == 304
    assert client.head(address).content == b""


def test_a_publication_and_a_withdrawal_are_new_answers(site, client: Client, address: str) -> None:
    stays, goes = EvenementFactory(), EvenementFactory(titre="Retiré")
    for event in (stays, goes):
        republish(event)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)) as clock:
        first = client.get(address)
        known = {"If-Modified-Since": first["Last-Modified"]}
        assert client.get(address, headers=known).status_code == 304
        clock.shift(dt.timedelta(minutes=1))
        republish(stays, titre="Autre titre")
        clock.shift(dt.timedelta(minutes=1))
        second = client.get(address, headers=known)
        assert second.status_code == 200
        assert "Autre titre" in second.content.decode()
        clock.shift(dt.timedelta(minutes=1))
        goes.refresh_from_db()
        goes.unpublish(log_action=True)
        clock.shift(dt.timedelta(minutes=1))
        third = client.get(address, headers={"If-Modified-Since": second["Last-Modified"]})
        assert third.status_code == 200
        assert "Retiré" not in third.content.decode()


def test_an_end_is_a_change(site, client: Client) -> None:
    event = EvenementFactory(sessions=[(1, 9, 10)])
    republish(event)
    with time_machine.travel(at(1, 9)) as clock:
        known = {"If-Modified-Since": client.get("/fr/agenda/agenda.rss")["Last-Modified"]}
        clock.move_to(at(1, 11))
        assert client.get("/fr/agenda/agenda.rss", headers=known).status_code == 200


def test_caches_and_scripts_of_any_site_may_have_it(site, client: Client, address: str) -> None:
    answer = client.get(address, headers={"Origin": "https://lycee.example"})
    told = dict(part.strip().partition("=")[::2] for part in answer["Cache-Control"].split(","))
    assert "public" in told
    assert int(told["s-maxage"]) + 2 * int(told["stale-while-revalidate"]) <= 60, (
        "a change shows within a minute"
    )
    assert int(told["max-age"]) == 0
    assert int(told["stale-if-error"]) >= 86400
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer
    assert "Vary" not in answer
    asked = client.options(address, headers={"Access-Control-Request-Headers": "if-none-match"})
    assert asked.status_code == 204
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    refused = client.post(address)
    assert refused.status_code == 405
    assert refused["Allow"] == "GET, HEAD, OPTIONS"


def test_moved_or_cancelled_shows_everywhere_within_two_seconds(site, client: Client) -> None:
    first, second = EvenementFactory(sessions=[(2, 9, 12)]), EvenementFactory(sessions=[(3, 9, 12)])
    for event in (first, second):
        republish(event)
    started = time.monotonic()
    republish(first, sessions=[(at(9, 14), at(9, 16))])
    republish(second, etat="annule")
    published = time.monotonic() - started
    expected = [second.url, first.url]
    ordered: dict[str, Callable[[], list[str]]] = {
        "list": lambda: listed(client, "n=5"),
        "rss": lambda: syndicated(client, "rss", "n=5"),
        "atom": lambda: syndicated(client, "atom", "n=5"),
        "json": lambda: feed_items(client, "n=5"),
        "api": lambda: api_items(client, "n=5"),
    }
    for name, read in ordered.items():
        started = time.monotonic()
        assert read() == expected, name
        assert published + time.monotonic() - started < 2, name
    said = {str(item["URL"]).endswith(first.url): item for item in vevents(client, "/fr/agenda/agenda.ics")}
    assert said[True]["DTSTART"].dt == at(9, 14)
    assert said[False]["STATUS"] == "CANCELLED"
    (cancelled, moved) = client.get("/api/v1/evenements/").json()["evenements"]
    assert cancelled["etat"] == "annule"
    assert dt.datetime.fromisoformat(moved["sessions"][0]["debut"]) == at(9, 14)
    assert "Annulé" in client.get("/embed/v1/agenda/").content.decode()


def test_sentences_in_a_header() -> None:
    """Example of RFC 9651, section 3.3.8, with a quote and a percent."""
    assert display_string("This is intended for display to ü") == '%"This is intended for display to %c3%bc"'
    assert display_string('100 % "vrai"') == '%"100 %25 %22vrai%22"'
