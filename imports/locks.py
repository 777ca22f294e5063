"""Fields that a person corrected: imports propose a value and leave the field alone."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from imports.models import FieldLock

Locks = dict[str, dict[str, FieldLock]]


def locks_of(model: type[Model], keys: Iterable[Any]) -> Locks:
    """Locks by primary key (as text), then by field."""
    found: Locks = defaultdict(dict)
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    for lock in FieldLock.objects.filter(content_type=content_type, cle__in=[str(key) for key in keys]):
        found[lock.cle][lock.champ] = lock
    return found


def lock_fields(instance: Model, names: Iterable[str], user: Any = None, reason: str = "") -> None:
    """Protect fields of a record from later imports. A second lock changes nothing."""
    content_type = ContentType.objects.get_for_model(instance, for_concrete_model=False)
    FieldLock.objects.bulk_create(
        [
            FieldLock(content_type=content_type, cle=str(instance.pk), champ=name, par=user, raison=reason)
            for name in sorted(names)
        ],
        ignore_conflicts=True,
    )


def locked_fields(instance: Model) -> set[str]:
    """Names of the fields of this record that imports leave alone."""
    return set(locks_of(type(instance), [instance.pk]).get(str(instance.pk), {}))
