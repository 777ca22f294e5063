"""Records by the thousand: new ones are checked one by one and written together, with their first revision."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Revision

from common.publication import check_publication
from demo.loader.documents import Document
from demo.loader.errors import Faute, FauteError
from demo.loader.fields import explain
from demo.loader.state import Registre

SIZE = 500


@dataclass(frozen=True)
class Waiting:
    key: str
    document: Document
    row: Any


@dataclass
class Batch:
    """New rows of one model. No signal is sent: `quiet.announce` tells the indexes what was written."""

    registre: Registre
    waiting: list[Waiting] = field(default_factory=list)

    def add(self, key: str, row: Any, document: Document) -> None:
        """Its foreign keys were just found in the database, and nothing like it is there: no query asks again."""
        try:
            row.clean_fields(exclude=foreign_keys(type(row)))
            row.clean()
            if not document.meta.get("brouillon"):
                check_publication(row)
        except ValidationError as error:
            raise explain(error, document) from error
        self.waiting.append(Waiting(key, document, row))

    def flush(self) -> None:
        waiting, self.waiting = self.waiting, []
        try:
            with transaction.atomic():
                write(waiting)
        except IntegrityError:
            name_the_culprits(waiting)
            raise
        for one in waiting:
            self.registre.remember(one.key, one.document.digest, one.row)
        self.registre.bilan.written += len(waiting)


def foreign_keys(model: type[Model]) -> set[str]:
    return {one.name for one in model._meta.fields if isinstance(one, ForeignKey)}


def name_the_culprits(waiting: list[Waiting]) -> None:
    """The database refused the lot; asked one by one, the models say which line and why."""
    faults: list[Faute] = []
    for one in waiting:
        try:
            one.row.full_clean()
        except ValidationError as error:
            faults += explain(error, one.document).fautes
    if faults:
        raise FauteError(*faults)


def write(waiting: list[Waiting]) -> None:
    if not waiting:
        return
    now = timezone.now()
    rows = [one.row for one in waiting]
    for one in waiting:
        if not one.document.meta.get("brouillon"):
            one.row.live, one.row.has_unpublished_changes = True, False
            one.row.first_published_at = one.row.last_published_at = now
    manager = type(rows[0])._default_manager
    manager.bulk_create(rows, batch_size=SIZE)
    write_children(rows)
    first_revisions(rows)
    manager.bulk_update(rows, ["latest_revision", "live_revision"], batch_size=SIZE)


def write_children(rows: list[Any]) -> None:
    children: dict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        for relation in get_all_child_relations(row) if isinstance(row, ClusterableModel) else ():
            for child in getattr(row, relation.get_accessor_name()).all():
                setattr(child, relation.field.name, row)
                children[relation.related_model].append(child)
    for model, found in children.items():
        model._default_manager.bulk_create(found, batch_size=SIZE)


def first_revisions(rows: list[Any]) -> None:
    """What `save_revision()` would have written; the children have their keys by now."""
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(rows[0], for_concrete_model=False)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=content_type,
                base_content_type=rows[0].get_base_content_type(),
                object_id=str(row.pk),
                object_str=str(row),
                content=row.serializable_data(),
                created_at=now,
            )
            for row in rows
        ],
        batch_size=SIZE,
    )
    for row, revision in zip(rows, revisions, strict=True):
        row.latest_revision = revision
        row.live_revision = revision if row.live else None
