"""Never overwrite a person: what was loaded, and whether it has been touched since."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db.models import Max, Model
from wagtail.models import RevisionMixin

from demo.models import FichierCharge

UNCHANGED, WRITTEN, EDITED = "inchange", "ecrit", "modifie"


@dataclass
class Bilan:
    """What a run did; `edited` names what a person changed in the back-office and that was left alone."""

    unchanged: int = 0
    written: int = 0
    edited: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def first_day() -> date | None:
    """The day from which the dates in the database were counted."""
    return FichierCharge.objects.aggregate(day=Max("jour"))["day"]


def witness(instance: Model) -> str:
    """What changes as soon as somebody saves the object: its last revision, or its values."""
    if isinstance(instance, RevisionMixin):
        return f"r{instance.latest_revision_id}"
    # Read again: the database orders the keys of JSON and rounds numbers in its own way.
    stored = type(instance)._default_manager.get(pk=instance.pk)
    fields = json.loads(serializers.serialize("json", [stored]))[0]["fields"]
    # A field that a later version adds, still empty, is nobody's doing.
    values = {
        name: sorted(value) if isinstance(value, list) else value for name, value in fields.items() if value
    }
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


class Registre:
    """The rows of `FichierCharge`, read once and written together at the end."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.rows = FichierCharge.objects.in_bulk()
        self.changed: dict[str, FichierCharge] = {}
        self.instances: list[Model] = []
        self.bilan = Bilan()

    def is_current(self, key: str, fingerprint: str) -> bool:
        row = self.rows.get(key)
        return row is not None and row.empreinte == fingerprint

    def verdict(self, key: str, fingerprint: str, instance: Model | None) -> str:
        """`instance`: the object in the database today, if there is one."""
        if self.is_current(key, fingerprint):
            return UNCHANGED
        row = self.rows.get(key)
        if instance is None or instance.pk is None:
            return WRITTEN
        if row is None or row.temoin != witness(instance):
            return EDITED
        return WRITTEN

    def load(
        self, key: str, fingerprint: str, instance: Model | None, write: Callable[[], Model], name: str = ""
    ) -> str:
        """Writes what must be, counts the rest; `name` is how the message calls the object."""
        verdict = self.verdict(key, fingerprint, instance)
        if verdict == WRITTEN:
            self.remember(key, fingerprint, write())
            self.bilan.written += 1
        elif verdict == UNCHANGED:
            self.bilan.unchanged += 1
        else:
            self.bilan.edited.append(name or key)
        return verdict

    def remember(self, key: str, fingerprint: str, instance: Model) -> None:
        self.instances.append(instance)
        self.changed[key] = FichierCharge(
            cle=key,
            empreinte=fingerprint,
            temoin=witness(instance),
            jour=self.today,
            cible_type=ContentType.objects.get_for_model(instance),
            cible_id=str(instance.pk),
        )

    def save(self) -> None:
        fields = ["empreinte", "temoin", "jour", "cible_type", "cible_id"]
        if self.changed:
            FichierCharge.objects.bulk_create(
                self.changed.values(), update_conflicts=True, unique_fields=["cle"], update_fields=fields
            )

    def gone(self, keys: Iterable[str]) -> list[str]:
        """Loaded once, but their file is no longer there: said, never deleted."""
        return sorted(set(self.rows) - set(keys))
