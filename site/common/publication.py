"""What only a published content must satisfy, whatever road leads to publication."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page, TranslatableMixin

from common.authors import OwnReviewError, is_author

Errors = dict[str, list[str]]


class PublicationRefusedError(ValidationError):
    """Raised by `publish()` when the content breaks a rule; `error_dict` is keyed by field."""

    def __init__(self, errors: Errors, instance: Any = None) -> None:
        super().__init__(errors)
        self.instance = instance


class PublicationRules:
    """Mixin placed before `Page` or `DraftStateMixin`: nothing reaches the site with a broken rule.

    `publish()` is the road of workflow approval, scheduled and bulk publishing, imports, the demo loader and
    wagtail-localize. The editor asks the same rules in its form (`common.admin_forms`), since Wagtail's page editor
    publishes without calling this method; copies ask them too.
    """

    def publication_errors(self) -> Errors:
        """French messages by field name; empty when the content may be published."""
        return {}

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        user = kwargs.get("user", args[0] if args else None)
        if user and self.workflow_in_progress and is_author(user, self):  # type: ignore[attr-defined]  # WorkflowMixin
            raise OwnReviewError(self)
        errors = revision.as_object().publication_errors()
        if errors:
            self._withdraw_unproven()
            raise PublicationRefusedError(errors, self)
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]  # provided by Page or DraftStateMixin

    def _withdraw_unproven(self) -> None:
        """wagtail-localize saves a translated snippet as live before it publishes it."""
        if isinstance(self, TranslatableMixin) and not isinstance(self, Page):
            unproven = type(self)._default_manager.filter(pk=self.pk, live=True, live_revision__isnull=True)
            unproven.update(live=False, has_unpublished_changes=True)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """A copy that keeps the state of its model passes the same rules."""
        if kwargs.get("keep_live", True):
            self._check_live_copy(kwargs.get("recursive", False))
        return super().copy(*args, **kwargs)  # type: ignore[misc]  # a Page

    def create_alias(self, *args: Any, **kwargs: Any) -> Any:
        """An alias is published with its model."""
        self._check_live_copy(kwargs.get("recursive", False))
        return super().create_alias(*args, **kwargs)  # type: ignore[misc]  # a Page

    def _check_live_copy(self, recursive: bool) -> None:
        page: Any = self
        for one in page.get_descendants(inclusive=True) if recursive else [page]:
            if one.live:
                check_publication(one.specific)


def check_publication(content: Any) -> None:
    """Raise when the content, as it stands, may not be published."""
    errors = content.publication_errors() if isinstance(content, PublicationRules) else {}
    if errors:
        raise PublicationRefusedError(errors, content)


def merge_errors(*parts: Errors) -> Errors:
    """One dictionary of all the messages, in the order given."""
    merged: Errors = {}
    for part in parts:
        for field, messages in part.items():
            merged.setdefault(field, []).extend(messages)
    return merged
