"""The first version of a content that nobody has touched yet, written as the back-office would have left it.

`revision.publish()` builds the object again from its JSON, twice, and asks the database for the target of each foreign
key. A content just composed in memory needs none of that: same rules, same revision, one line in its history. What is
already in the database takes the ordinary road.
"""

from typing import Any

from django.db.models import F, Model
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from common.publication import check_publication


def is_new(content: Any) -> bool:
    """Whether no version of it was ever saved."""
    return content.latest_revision_id is None


def save(content: Any) -> None:
    """The content has been cleaned: a page must not do it again."""
    if isinstance(content, Page):
        content.save(clean=False)
    else:
        content.save()


def publish_first(content: Any) -> Revision:
    """Saves, publishes and remembers as a first revision; raises PublicationRefusedError, and nothing is saved then."""
    check_publication(content)
    now = timezone.now()
    content.live, content.has_unpublished_changes = True, False
    content.first_published_at = content.last_published_at = now
    save(content)
    revision: Revision = content.save_revision(clean=False, changed=False)
    mark_live(content, revision)
    return revision


def go_live(content: Any, revision: Revision) -> None:
    """Publishes a content whose `revision` was just saved from this same object."""
    check_publication(content)
    now = timezone.now()
    rows = type(content)._base_manager.filter(pk=content.pk)
    rows.update(
        live=True,
        expired=False,
        has_unpublished_changes=False,
        first_published_at=Coalesce(F("first_published_at"), now),
        last_published_at=now,
    )
    content.live, content.has_unpublished_changes, content.last_published_at = True, False, now
    mark_live(content, revision)


def mark_live(content: Any, revision: Revision) -> None:
    model: type[Model] = type(content)
    model._base_manager.filter(pk=content.pk).update(live_revision=revision)
    content.live_revision = revision
    log(instance=content, action="wagtail.publish", revision=revision, content_changed=True)
