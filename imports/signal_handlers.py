"""A field of an imported record corrected in the back-office is locked there and then.

Only a change made by a person counts: Wagtail's log context names who acts. Imports, the demo loader and tests write
without one.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from wagtail.log_actions import get_active_log_context

from imports.locks import lock_fields
from imports.source import imported_columns

PENDING = "_fields_to_lock"


def connect() -> None:
    """Listen to every save; models that no source writes cost one look-up."""
    pre_save.connect(note_changes, dispatch_uid="imports.note_changes")
    post_save.connect(lock_changes, dispatch_uid="imports.lock_changes")


def _author() -> Any:
    user = get_active_log_context().user
    return user if user is not None and user.is_authenticated else None


def note_changes(sender: type[Model], instance: Model, raw: bool, **_kwargs: Any) -> None:
    """Compare with what the site has; a new record is locked where it is filled in."""
    columns = imported_columns(sender)
    if raw or not columns or _author() is None:
        return
    known = sender._base_manager.filter(pk=instance.pk).values(*columns).first() if instance.pk else None
    if known is None:
        changed = {name for name in columns if getattr(instance, name) not in (None, "", [])}
    else:
        changed = {name for name in columns if getattr(instance, name) != known[name]}
    setattr(instance, PENDING, changed)


def lock_changes(instance: Model, **_kwargs: Any) -> None:
    changed = instance.__dict__.pop(PENDING, None)
    if changed:
        lock_fields(instance, changed, user=_author())
