"""RSS 2.0 and Atom (RFC 4287): the events of a list, in its order."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import format_html_join

from common.seo import SITE_NAME, absolute
from evenements.feeds import words

if TYPE_CHECKING:
    from evenements.feeds.reading import Reading
    from evenements.models import Evenement


class Dated(SyndicationFeed):
    """Dated by the agenda: Django's own date is that of the request when the list is empty."""

    content_type: str

    def latest_post_date(self) -> datetime:
        moment: datetime = self.feed["changed"]
        return moment


class Rss(Dated, Rss201rev2Feed):
    """With the language and the page of the next ones (RFC 5005)."""

    content_type = "application/rss+xml; charset=utf-8"

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        _next(self, handler, "atom:link")


class Atom(Dated, Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        _next(self, handler, "link")


def _next(feed: SyndicationFeed, handler: Any, element: str) -> None:
    if feed.feed["next"]:
        handler.addQuickElement(element, "", {"rel": "next", "href": feed.feed["next"]})


def syndicate(kind: type[Dated], reading: Reading) -> str:
    feed = kind(
        title=words.readable(reading.title),
        link=reading.page,
        description=words.readable(reading.description),
        subtitle=words.readable(reading.description),
        language=reading.language,
        author_name=SITE_NAME,
        feed_url=reading.address,
        feed_guid=reading.address,
        ttl=60,
        changed=reading.changed,
        next=reading.next_address,
    )
    for event in reading.items:
        feed.add_item(**entry(event))
    return feed.writeString("utf-8")


def entry(event: Evenement) -> dict[str, Any]:
    return {
        "title": words.title(event),
        "link": absolute(event.url),
        "description": as_html(event),
        "unique_id": event.translation_key.urn,
        "unique_id_is_permalink": False,
        "pubdate": words.published_at(event),
        "updateddate": words.modified_at(event),
        "categories": words.tags(event),
    }


def as_html(event: Evenement) -> str:
    """A paragraph a line: readers of feeds take descriptions as HTML."""
    return str(format_html_join("", "<p>{}</p>", ((line,) for line in words.lines(event))))
