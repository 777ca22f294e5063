"""What only a published content must satisfy, whatever road leads to publication."""

from typing import Any

from django.core.exceptions import ValidationError

Errors = dict[str, list[str]]


class PublicationRefusedError(ValidationError):
    """Raised by `publish()` when the content breaks a rule; `error_dict` is keyed by field."""


class PublicationRules:
    """Mixin placed before `Page` or `DraftStateMixin`: nothing reaches the site with a broken rule.

    `publish()` is the one road that the editor, workflow approval, scheduled publishing, imports, the demo loader and
    wagtail-localize all take.
    """

    def publication_errors(self) -> Errors:
        """French messages by field name; empty when the content may be published."""
        return {}

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        errors = revision.as_object().publication_errors()
        if errors:
            raise PublicationRefusedError(errors)
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]  # provided by Page or DraftStateMixin


def merge_errors(*parts: Errors) -> Errors:
    """One dictionary of all the messages, in the order given."""
    merged: Errors = {}
    for part in parts:
        for field, messages in part.items():
            merged.setdefault(field, []).extend(messages)
    return merged
