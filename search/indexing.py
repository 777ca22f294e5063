"""Computes documents from models and writes them to both stores. Everything here may be done twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from wagtail.models import TranslatableMixin

from common.search_documents import SearchDocument, Source, key_for, source_of
from search import store
from search.bulk import Write, send
from search.documents import Row, row_of
from search.engine import alias, building, client, engine_errors
from search.index.definition import LANGUAGES

Pair = tuple[str, str]  # language, key


@dataclass(slots=True)
class Batch:
    """What a set of objects must look like in the stores: rows to write and (language, key) pairs to remove."""

    rows: list[Row] = field(default_factory=list)
    removed: list[Pair] = field(default_factory=list)

    def add(self, other: "Batch") -> None:
        self.rows += other.rows
        self.removed += other.removed


def _languages(source: Source[Any], instances: Collection[Any]) -> dict[str, tuple[str, ...]]:
    """Where each content exists, by translation key: one query for all."""
    keys = {instance.translation_key for instance in instances}
    rows = source.queryset().order_by().filter(translation_key__in=keys)
    found: dict[str, set[str]] = {}
    for key, language in rows.values_list("translation_key", "locale__language_code"):
        found.setdefault(str(key), set()).add(language)
    return {key: tuple(sorted(languages)) for key, languages in found.items()}


def documents_of(source: Source[Any], instances: Collection[Any]) -> list[SearchDocument]:
    """Documents of public objects, each with the languages its content exists in."""
    documents = [(instance, document) for instance in instances for document in source.documents(instance)]
    documents = [(instance, document) for instance, document in documents if document.language in LANGUAGES]
    if not issubclass(source.model, TranslatableMixin):
        own: dict[str, list[str]] = {}
        for _instance, document in documents:
            own.setdefault(document.key, []).append(document.language)
        return [
            replace(document, languages=tuple(sorted(own[document.key]))) for _instance, document in documents
        ]
    languages = _languages(source, instances)
    return [
        replace(
            document,
            group=str(instance.translation_key),
            languages=languages.get(str(instance.translation_key), (document.language,)),
        )
        for instance, document in documents
    ]


def compute(model: type[Model], pks: Collection[str], version: int) -> Batch:
    """Rows of the objects that are public, removals for the others and for languages they left."""
    source = source_of(model)
    if source is None:
        return Batch()
    instances = list(source.queryset().filter(pk__in=pks))
    rows = [row_of(document, version) for document in documents_of(source, instances)]
    present = {(row.language, row.key) for row in rows}
    keys = [key_for(model, pk) for pk in pks]
    return Batch(
        rows, [(language, key) for key in keys for language in LANGUAGES if (language, key) not in present]
    )


def targets() -> dict[str, list[str]]:
    """Concrete indexes to write, by language: the one that serves and the one being built."""
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    names = {name: language for language in LANGUAGES for name in (alias(language), building(language))}
    with engine_errors():
        # 404 only says that one of the names is missing: those that exist are in the answer too.
        indexes = client().options(ignore_status=404).indices.get_alias(name=",".join(names))
    for index, description in indexes.items():
        aliases = description.get("aliases", {}) if isinstance(description, dict) else {}
        for language in {names[name] for name in aliases if name in names}:
            found[language].append(index)
    return found


def writes_of(batch: Batch, version: int, indexes: dict[str, list[str]]) -> Iterable[Write]:
    for row in batch.rows:
        for index in indexes[row.language]:
            yield Write(index, row.key, row.version, row.text)
    for language, key in batch.removed:
        for index in indexes[language]:
            yield Write(index, key, version, None)


def refresh(changes: dict[str, set[str]], version: int) -> int:
    """Bring both stores up to date for these objects (`{"metiers.metierpage": {"12"}}`); returns documents written.

    PostgreSQL first: it answers even when the engine is down, in which case `EngineDownError` is raised.
    """
    batch = Batch()
    with transaction.atomic():
        for label, pks in changes.items():
            batch.add(compute(apps.get_model(label), sorted(pks), version))
        store.upsert(batch.rows)
        store.bury(batch.removed, version)
    send(writes_of(batch, version, targets()), refresh=True)
    return len(batch.rows)
