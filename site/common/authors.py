"""Who wrote what is not published yet: nobody approves their own words."""

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


def authors(content: Any) -> set[int]:
    """Ids of the users who wrote what is not published yet: every revision since the live one counts."""
    revisions = content.revisions.all()
    published = content.live_revision if content.live else None
    if published is not None:
        revisions = revisions.filter(created_at__gt=published.created_at)
    ids = set(revisions.values_list("user_id", flat=True))
    if published is None:
        ids.add(getattr(content, "owner_id", None))
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
