"""Who wrote what is not published yet: nobody approves their own words."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _gettext
from wagtail.models import PagePermissionTester


class OwnReviewError(ValidationError):
    """An author tried to approve, or to publish over the review, what they wrote."""

    def __init__(self, instance: Any) -> None:
        super().__init__(
            _gettext(
                "Vous avez écrit une partie de ce contenu : une autre personne doit le relire et l’approuver."
            )
        )
        self.instance = instance


#: What a revision holds besides the writer's words.
BOOKKEEPING = {
    "pk", "id", "live", "live_revision", "latest_revision", "latest_revision_created_at", "last_published_at",
    "first_published_at", "has_unpublished_changes", "locked", "locked_at", "locked_by", "expired",
    "wagtail_admin_comments", "numchild", "url_path", "draft_title",
}  # fmt: skip


#: Keys that the rich text editor gives to paragraphs, also inside the JSON of a stream.
EDITOR_MARKS = re.compile(r' data-block-key=\\?"\w+\\?"')


def words(value: Any) -> Any:
    """The content of a revision without keys and bookkeeping: equal when nobody changed a word."""
    if isinstance(value, dict):
        return {key: words(item) for key, item in value.items() if key not in BOOKKEEPING}
    if isinstance(value, list):
        return [words(item) for item in value]
    return EDITOR_MARKS.sub("", value).replace("<p></p>", "") if isinstance(value, str) else value


def authors(content: Any) -> set[int]:
    """Ids of the users who wrote what is not published yet: every revision since the live one counts.

    A revision that changes nothing makes no author: the editor saves by itself what a reader only opened.
    """
    revisions = content.revisions.order_by("created_at", "pk")
    published = content.live_revision if content.live else None
    before = words(published.content) if published is not None else None
    ids = {getattr(content, "owner_id", None)} if published is None else set()
    for revision in revisions.filter(created_at__gt=published.created_at) if published else revisions:
        now = words(revision.content)
        if now != before:
            ids.add(revision.user_id)
        before = now
    state = content.current_workflow_state
    if state is not None:
        ids.add(state.requested_by_id)
    return {pk for pk in ids if pk is not None}


def is_author(user: Any, content: Any) -> bool:
    return user is not None and user.pk in authors(content)


class AuthorsPermissionTester(PagePermissionTester):
    """While a page is under review its authors do not publish it over the heads of the reviewers."""

    def can_publish(self) -> bool:
        return super().can_publish() and not (
            self.page.workflow_in_progress and is_author(self.user, self.page)
        )
