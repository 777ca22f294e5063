"""What tests read of a feed: the events in order, by address."""

import json
from datetime import datetime
from typing import Any

import feedparser
from django.test import Client
from icalendar import Calendar

from evenements.models import Evenement


def path_of(url: str) -> str:
    """Without host: `/fr/agenda/jpo/`."""
    return "/" + url.split("/", 3)[3]


def listed(client: Client, query: str) -> list[str]:
    listing = client.get(f"/fr/agenda/?{query}").context["listing"]
    return [item.url for item in listing.items]


def syndicated(client: Client, end: str, query: str) -> list[str]:
    feed = feedparser.parse(client.get(f"/fr/agenda/agenda.{end}?{query}").content)
    assert not feed.bozo, feed.get("bozo_exception")
    return [path_of(entry.link) for entry in feed.entries]


def feed_items(client: Client, query: str) -> list[str]:
    feed = json.loads(client.get(f"/fr/agenda/agenda.json?{query}").content)
    return [path_of(item["url"]) for item in feed["items"]]


def api_items(client: Client, query: str) -> list[str]:
    data = client.get(f"/api/v1/evenements/?{query}").json()
    return [path_of(item["liens"]["page"]) for item in data["evenements"]]


def vevents(client: Client, address: str) -> list[Any]:
    return list(Calendar.from_ical(client.get(address).content).walk("VEVENT"))


def calendar_events(client: Client, query: str) -> set[str]:
    return {path_of(str(item["URL"])) for item in vevents(client, f"/fr/agenda/agenda.ics?{query}")}


def republish(
    event: Evenement, *, sessions: list[tuple[datetime, datetime]] | None = None, **changes: Any
) -> None:
    """As an editor does: change, save a draft, publish it."""
    event.refresh_from_db()
    for name, value in changes.items():
        setattr(event, name, value)
    if sessions is not None:
        rows = list(event.sessions.all())
        for row, (start, end) in zip(rows, sessions, strict=True):
            row.debut, row.fin = start, end
        event.sessions = rows
    event.save_revision().publish()
    event.refresh_from_db()
