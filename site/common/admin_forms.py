"""Forms of the editor: the rules of publication are told at the field, and nothing typed is lost."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from common.authors import OwnReviewError, is_author
from common.publication import Errors
from common.scopes import scope_error


class PublicationFormMixin:
    """Asks `publication_errors()` of the content as typed when the button publishes or approves.

    A draft is saved without that question; what even a draft must satisfy stands in `clean()` of the model.
    """

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()  # type: ignore[misc]  # a ModelForm
        if not valid:
            return False
        # Writes to the instance in memory only: child objects and terms are then those typed.
        content = self.save(commit=False)  # type: ignore[attr-defined]
        for field, messages in self.refusals(content).items():
            self.refuse(field, messages)
        return not self.errors and all(formset.is_valid() for formset in self.formsets.values())  # type: ignore[attr-defined]

    def refusals(self, content: Any) -> Errors:
        """Every reason not to do what the button says."""
        user = self.for_user  # type: ignore[attr-defined]
        errors: Errors = {}
        if outside := scope_error(user, content):
            errors[NON_FIELD_ERRORS] = [outside]
        if self.publishes:
            errors |= content.publication_errors()
            if content.pk and content.workflow_in_progress and is_author(user, content):
                errors[NON_FIELD_ERRORS] = OwnReviewError(content).messages
        return errors

    @property
    def publishes(self) -> bool:
        data: Any = self.data  # type: ignore[attr-defined]
        approves = "action-workflow-action" in data and data.get("workflow-action-name") == "approve"
        return "action-publish" in data or approves

    def refuse(self, name: str, messages: list[str]) -> None:
        """Attach messages to a field, to a list of child objects, or to the whole form."""
        if name in self.formsets:  # type: ignore[attr-defined]
            self.formsets[name].non_form_errors().extend(messages)  # type: ignore[attr-defined]
            return
        field = name if name in self.fields else None  # type: ignore[attr-defined]
        for message in messages:
            self.add_error(field, message)  # type: ignore[attr-defined]


class PublicationPageForm(PublicationFormMixin, WagtailAdminPageForm):
    """Base form of our pages."""


class PublicationModelForm(PublicationFormMixin, WagtailAdminModelForm):
    """Base form of our snippets with a draft state."""


class ScopedModelForm(WagtailAdminModelForm):
    """Base form of records without draft: a person saves only what lies in their scope."""

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        outside = scope_error(self.for_user, self.instance) if valid else ""
        if outside:
            self.add_error(None, outside)
        return valid and not outside
