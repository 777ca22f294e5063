"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/, with the facts of the API under `_evenement`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from common.seo import SITE_NAME, absolute
from evenements.api.records import record
from evenements.feeds import words

if TYPE_CHECKING:
    from evenements.feeds.reading import Reading
    from evenements.models import Evenement


def json_feed(reading: Reading) -> dict[str, Any]:
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": reading.title,
        "description": reading.description,
        "home_page_url": reading.page,
        "feed_url": reading.address,
        "language": reading.language,
        "authors": [{"name": SITE_NAME, "url": absolute(f"/{reading.language}/")}],
        "items": [item(event) for event in reading.items],
        "_avertissements": reading.notes,
    }
    if reading.next_address:
        data["next_url"] = reading.next_address
    return data


def item(event: Evenement) -> dict[str, Any]:
    return {
        "id": event.translation_key.urn,
        "url": absolute(event.url),
        "title": words.title(event),
        "summary": words.readable(event.resume),
        "content_text": "\n".join(words.lines(event)),
        "date_published": words.published_at(event).isoformat(),
        "date_modified": words.modified_at(event).isoformat(),
        "tags": words.tags(event),
        "language": event.locale.language_code,
        "_evenement": record(event),
    }
