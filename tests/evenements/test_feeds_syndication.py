"""RSS and Atom read by feedparser, JSON Feed by its rules: the state, the dates, the words, and nothing that breaks."""

import calendar
import datetime as dt
from typing import Any

import feedparser
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from evenements.models import Evenement
from tests.evenements.factories import EvenementFactory, at
from tests.evenements.reading import path_of
from tests.home.factories import tree

pytestmark = pytest.mark.django_db
HARD = "Ouvert 🧑🏽‍🔧 <script>alert(1)</script> & ]]> « forge » יום פתוח \x0b\x00fin".replace("\x00", "")


@pytest.fixture
def site():
    return tree()


def parsed(client: Client, end: str, query: str = ""):
    feed = feedparser.parse(client.get(f"/fr/agenda/agenda.{end}?{query}").content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def moment(parsed: Any) -> dt.datetime:
    """What feedparser read, in UTC as it says."""
    return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC)


@pytest.mark.parametrize(("end", "version"), [("rss", "rss20"), ("atom", "atom10")])
def test_a_reader_of_feeds_understands(site, client: Client, end: str, version: str) -> None:
    event = EvenementFactory(
        titre="Salon",
        etat="annule",
        sessions=[(3, 9, 12)],
        first_published_at=at(-9),
        last_published_at=at(-8),
    )
    feed = parsed(client, end, "type=jpo")
    assert feed.version == version
    assert "Portes ouvertes" in feed.feed.title
    assert path_of(feed.feed.link) == "/fr/agenda/?type=jpo"
    (entry,) = feed.entries
    assert entry.title == "[Annulé] Salon"
    assert entry.id == event.translation_key.urn
    assert path_of(entry.link) == event.url
    assert "Lille" in entry.summary
    assert "9 h" in entry.summary.replace("\xa0", " ")
    assert "Portes ouvertes" in [tag.term for tag in entry.tags]
    assert moment(entry.published_parsed) == at(-9)
    if end == "atom":
        assert moment(entry.updated_parsed) == at(-8)


@pytest.mark.parametrize("end", ["rss", "atom"])
def test_nothing_of_a_title_becomes_markup(site, client: Client, end: str) -> None:
    event = EvenementFactory(resume="<img src=x onerror=alert(1)>")
    Evenement.objects.filter(pk=event.pk).update(titre=HARD)
    raw = client.get(f"/fr/agenda/agenda.{end}").content.decode()
    assert "<script" not in raw
    (entry,) = parsed(client, end).entries
    assert "&lt;img" in entry.summary or "<img" not in entry.summary
    assert "יום פתוח" in entry.title
    assert "🧑🏽‍🔧" in entry.title


def test_the_rules_of_json_feed(site, client: Client) -> None:
    event = EvenementFactory(etat="reporte")
    answer = client.get("/fr/agenda/agenda.json?n=1")
    assert answer["Content-Type"].startswith("application/feed+json")
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"].endswith("/fr/agenda/")
    assert feed["feed_url"].endswith("/fr/agenda/agenda.json?n=1")
    (item,) = feed["items"]
    assert item["id"] == event.translation_key.urn
    assert item["title"].startswith("[Reporté]")
    assert dt.datetime.fromisoformat(item["date_modified"]).tzinfo
    assert item["_evenement"]["etat"] == "reporte"
    assert {"content_text", "url", "tags", "language"} <= set(item)


@pytest.mark.parametrize("end", ["ics", "rss", "atom", "json"])
def test_an_empty_agenda_is_an_empty_feed_that_does_not_move(site, client: Client, end: str) -> None:
    before = client.get(f"/fr/agenda/agenda.{end}")
    assert before.status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert client.get(f"/fr/agenda/agenda.{end}").content == before.content


@pytest.mark.parametrize("end", ["rss", "atom", "json"])
def test_what_was_left_out_is_said_in_the_feed_and_in_a_header(site, client: Client, end: str) -> None:
    EvenementFactory()
    answer = client.get(f"/fr/agenda/agenda.{end}?du=2026-02-31&type=zz")
    assert answer["X-Avertissements"].isascii()
    assert "2026-02-31" in answer["X-Avertissements"]
    assert "2026-02-31" in answer.content.decode()
    assert (
        len(
            client.get(f"/fr/agenda/agenda.{end}?" + "&".join(f"dep=é{i}" for i in range(200)))[
                "X-Avertissements"
            ]
        )
        < 2000
    )


def test_a_feed_costs_the_same_with_many_events(site, client: Client, django_assert_max_num_queries) -> None:
    for number in range(12):
        EvenementFactory(sessions=[(number + 1, 9, 12), (number + 30, 9, 12)], secteurs=["mer", "energies"])
    for end in ("rss", "atom", "json"):
        client.get(f"/fr/agenda/agenda.{end}")
        with django_assert_max_num_queries(9):
            assert client.get(f"/fr/agenda/agenda.{end}").status_code == 200


def test_the_page_of_the_feeds_keeps_the_filters(site, client: Client) -> None:
    EvenementFactory(type="forum")
    answer = client.get("/fr/agenda/flux/?type=forum&dep=59&page=3&n=2")
    text = answer.content.decode()
    assert '<link rel="alternate" type="application/rss+xml"' in text
    assert "/fr/agenda/agenda.rss?type=forum&amp;dep=59" in text
    assert 'href="webcal://127.0.0.1:8000/fr/agenda/agenda.ics?type=forum&amp;dep=59"' in text
    assert "/api/v1/evenements/?type=forum&amp;dep=59" in text
    assert client.get("/fr/agenda/flux/?du=zz&dep=%00").status_code == 200


def test_pages_lead_to_their_feeds(site, client: Client) -> None:
    event = EvenementFactory(type="forum")
    text = client.get("/fr/agenda/?type=forum&page=1").content.decode()
    for end in ("ics", "rss", "atom", "json"):
        assert f'href="http://127.0.0.1:8000/fr/agenda/agenda.{end}?type=forum"' in text
    assert 'href="/fr/agenda/flux/?type=forum"' in text
    page = client.get(event.url).content.decode()
    assert (
        f'type="text/calendar" title="{event.titre}" href="http://127.0.0.1:8000/fr/agenda/{event.slug}.ics"'
        in page
    )
