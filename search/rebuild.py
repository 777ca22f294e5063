"""Builds new indexes beside those that serve, checks them, swaps, and keeps the previous ones for a rollback.

Changes made meanwhile are written to both (see `search.indexing.targets`), so nothing is lost and nobody waits.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Model

from common.search_documents import Source, sources
from search import store
from search.bulk import Write, send
from search.documents import Row, row_of
from search.engine import alias, building, client, engine_errors, index_behind, new_index_name, previous
from search.index.definition import LANGUAGES, body_of
from search.indexing import documents_of
from search.models import IndexedDocument, QueuedChange

CHUNK = 500
#: A new index with fewer documents than this part of the old one is a fault, not an update.
LEAST_PART = 0.5
#: Key of the advisory lock of a rebuild.
LOCK = 0x72656275

#: Called with what is being done, how much is done and, when known, out of how much.
Progress = Callable[[str, int, int | None], None]


class RebuildRefusedError(Exception):
    """The new index does not hold what it must: the old one keeps serving."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """New index and its number of documents, by language."""

    indexes: dict[str, str]
    counts: dict[str, int]


def _silent(_what: str, _done: int, _total: int | None) -> None:
    return


def create(language: str) -> str:
    """A new index that incremental writes reach from now on."""
    name = new_index_name(language)
    with engine_errors():
        drop_unfinished(language)
        client().indices.create(index=name, **body_of(language))
        client().indices.put_alias(index=name, name=building(language))
    return name


def drop_unfinished(language: str) -> None:
    """What a rebuild killed half-way left behind."""
    left = index_behind(building(language))
    if left is not None:
        client().indices.delete(index=left)


def chunks(source: Source[Model]) -> Iterator[tuple[int, list[Model]]]:
    """Public objects by key, each chunk read afresh after its version was taken."""
    last = None
    while True:
        version = store.now_version()
        rows = source.queryset().order_by("pk")
        instances = list((rows if last is None else rows.filter(pk__gt=last))[:CHUNK])
        if not instances:
            return
        yield version, instances
        last = instances[-1].pk


def rows_of(source: Source[Model]) -> Iterator[list[Row]]:
    """Computed rows of one model, chunk by chunk, already kept in PostgreSQL."""
    for version, instances in chunks(source):
        rows = [row_of(document, version) for document in documents_of(source, instances)]
        with transaction.atomic():
            store.upsert(rows)
        yield rows


def _fill(indexes: dict[str, str], progress: Progress) -> None:
    for model, source in sources():
        label = str(model._meta.verbose_name_plural)
        done, total = 0, source.queryset().order_by().count()
        progress(label, 0, total)

        def writes(source: Source[Model] = source, label: str = label, total: int = total) -> Iterator[Write]:
            nonlocal done
            for rows in rows_of(source):
                done += len({row.key for row in rows})
                progress(label, done, max(done, total))
                yield from (Write(indexes[row.language], row.key, row.version, row.text) for row in rows)

        send(writes())


def _bury_unseen(started: int) -> None:
    """Rows that this pass did not meet are of contents that are gone."""
    pairs = IndexedDocument.objects.filter(gone=False, version__lt=started).values_list("language", "key")
    store.bury(list(pairs), store.now_version())


def expected(language: str) -> int:
    return IndexedDocument.objects.filter(language=language, gone=False).count()


def count(index: str) -> int:
    with engine_errors():
        return int(client().count(index=index)["count"])


def _settled(language: str, index: str) -> tuple[int, int]:
    """Documents of the index and of PostgreSQL; a change being written right now is waited for."""
    new, wanted = -1, 0
    for _attempt in range(20):
        with engine_errors():
            client().indices.refresh(index=index)
        new, wanted = count(index), expected(language)
        if new == wanted:
            break
        time.sleep(0.25)
    return new, wanted


def _check(language: str, index: str, *, force: bool) -> int:
    new, wanted = _settled(language, index)
    serving = index_behind(alias(language))
    old = count(serving) if serving else 0
    if new != wanted:
        raise RebuildRefusedError(f"{index} : {new} documents, il en fallait {wanted}.")
    if not force and new < old * LEAST_PART:
        raise RebuildRefusedError(f"{index} : {new} documents, l’index en service en a {old}. Voir --force.")
    return new


def swap(language: str, index: str) -> None:
    """One atomic change: the new index serves, the old one is kept, the one before it is dropped."""
    es = client()
    with engine_errors():
        serving, kept = index_behind(alias(language)), index_behind(previous(language))
        actions: list[dict[str, dict[str, object]]] = [
            {"add": {"index": index, "alias": alias(language)}},
            {"remove": {"index": index, "alias": building(language), "must_exist": False}},
        ]
        if serving and serving != index:
            actions += [
                {"remove": {"index": serving, "alias": alias(language)}},
                {"add": {"index": serving, "alias": previous(language)}},
            ]
        if kept:
            actions.append({"remove": {"index": kept, "alias": previous(language)}})
        es.indices.update_aliases(actions=actions)
        if kept and kept != index:
            es.indices.delete(index=kept)


@contextmanager
def alone() -> Iterator[None]:
    """One rebuild at a time: a second one would drop the index that the first is filling."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise RebuildRefusedError("Une reconstruction est déjà en cours.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def rebuild(progress: Progress = _silent, *, force: bool = False) -> Rebuilt:
    """Everything from the models; raises `RebuildRefusedError` or `EngineDownError` and leaves what serves alone."""
    with alone():
        return _rebuild(progress, force=force)


def _rebuild(progress: Progress, *, force: bool) -> Rebuilt:
    queued = list(QueuedChange.objects.values_list("pk", flat=True))  # committed before anything is read
    started = store.now_version()
    indexes = {language: create(language) for language in LANGUAGES}
    try:
        _fill(indexes, progress)
        _bury_unseen(started)
        counts = {language: _check(language, index, force=force) for language, index in indexes.items()}
    except BaseException:
        with engine_errors():
            for index in indexes.values():
                client().options(ignore_status=404).indices.delete(index=index)
        raise
    for language, index in indexes.items():
        swap(language, index)
    QueuedChange.objects.filter(pk__in=queued).delete()
    return Rebuilt(indexes, counts)


def rollback() -> dict[str, str]:
    """The kept indexes serve again, by language; run `reconcile` next, they missed what changed since."""
    back = {}
    for language in LANGUAGES:
        with engine_errors():
            kept, serving = index_behind(previous(language)), index_behind(alias(language))
            if kept is None:
                continue
            actions: list[dict[str, dict[str, object]]] = [
                {"add": {"index": kept, "alias": alias(language)}},
                {"remove": {"index": kept, "alias": previous(language)}},
            ]
            if serving:
                actions += [
                    {"remove": {"index": serving, "alias": alias(language)}},
                    {"add": {"index": serving, "alias": previous(language)}},
                ]
            client().indices.update_aliases(actions=actions)
        back[language] = kept
    return back
