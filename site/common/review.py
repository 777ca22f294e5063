"""The review: what one person wrote, another one reads before it is published."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from common.authors import OwnReviewError, is_author
from common.publication import check_publication


class RelectureTask(AbstractGroupApprovalTask):
    """Approval by a member of the chosen groups who wrote nothing of what is read, administrators included."""

    class Meta:
        verbose_name = _("relecture par une autre personne")
        verbose_name_plural = _("relectures par une autre personne")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions = super().get_actions(obj, user)
        return [] if actions and is_author(user, obj) else actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """The content is the one of the task state itself: an address may name another."""
        content = task_state.revision.content_object
        if not super().get_actions(content, user) or is_author(user, content):
            raise OwnReviewError(content)
        if action_name == "approve":
            # Approval is given to what the reader sees and Wagtail publishes: the latest revision. A state left on
            # the submitted one would ask for the same approval again (WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT).
            check_publication(content.get_latest_revision_as_object())
            task_state.revision = content.get_latest_revision()
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[Any]:
        """What waits for this person: never what they wrote."""
        states = super().get_task_states_user_can_moderate(user, **kwargs).select_related("revision")
        own = [state.pk for state in states if is_author(user, state.revision.content_object)]
        return TaskState.objects.filter(pk__in=states.values("pk")).exclude(pk__in=own)

    @classmethod
    def get_description(cls) -> str:
        return _gettext("Une personne des groupes choisis approuve, jamais celle qui a écrit.")
