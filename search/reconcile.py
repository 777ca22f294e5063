"""Compares models with PostgreSQL, then PostgreSQL with Elasticsearch, and repairs. Each night and after a rollback.

Flat in memory: models chunk by chunk, then both stores read in the order of their keys.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from common.search_documents import sources
from search import store
from search.bulk import Write, send
from search.documents import row_of
from search.engine import alias, client, engine_errors, index_behind
from search.index.definition import LANGUAGES
from search.indexing import documents_of
from search.models import IndexedDocument
from search.rebuild import chunks

PAGE = 1000
#: After every key.
LAST = "\U0010ffff"


@dataclass(slots=True)
class Reconciled:
    """How many documents were right, and what had to be repaired."""

    checked: int = 0
    recomputed: int = 0
    removed: int = 0
    sent: int = 0
    deleted: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)

    @property
    def repaired(self) -> int:
        return self.recomputed + self.removed + self.sent + self.deleted


def _known(keys: list[str]) -> dict[tuple[str, str], str]:
    rows = IndexedDocument.objects.filter(key__in=keys, gone=False)
    return {
        (language, key): digest for language, key, digest in rows.values_list("language", "key", "digest")
    }


def _compare_models(result: Reconciled) -> None:
    """Recompute every document; write those that differ, bury those of contents that are gone."""
    started = store.now_version()
    for _model, source in sources():
        for version, instances in chunks(source):
            rows = [row_of(document, version) for document in documents_of(source, instances)]
            known = _known(sorted({row.key for row in rows}))
            result.checked += len(rows)
            result.recomputed += sum(known.get((row.language, row.key)) != row.digest for row in rows)
            store.upsert(rows)
    unseen = IndexedDocument.objects.filter(gone=False, version__lt=started).values_list("language", "key")
    result.removed += store.bury(list(unseen), store.now_version())


def _kept(language: str) -> Iterator[tuple[str, str]]:
    """(key, digest) of PostgreSQL in the order of keys (the database sorts by code points)."""
    rows = IndexedDocument.objects.filter(language=language, gone=False).order_by("key")
    last = ""
    while page := list(rows.filter(key__gt=last).values_list("key", "digest")[:PAGE]):
        yield from page
        last = page[-1][0]


def _indexed(index: str) -> Iterator[tuple[str, str]]:
    """(key, digest) of Elasticsearch in the order of keys."""
    after: list[str] | None = None
    while True:
        with engine_errors():
            answer = client().search(
                index=index,
                size=PAGE,
                sort=[{"key": "asc"}],
                source_includes=["key", "digest"],
                search_after=after,
                track_total_hits=False,
            )
        hits = answer["hits"]["hits"]
        for hit in hits:
            yield hit["_source"]["key"], hit["_source"]["digest"]
        if len(hits) < PAGE:
            return
        after = hits[-1]["sort"]


def differences(
    kept: Iterator[tuple[str, str]], indexed: Iterator[tuple[str, str]]
) -> Iterator[tuple[str, bool]]:
    """Keys to send (True) or to delete (False): both sides are walked once, in order."""
    end = (LAST, "")
    left, right = next(kept, end), next(indexed, end)
    while left != end or right != end:
        if left[0] < right[0]:
            yield left[0], True
            left = next(kept, end)
        elif right[0] < left[0]:
            yield right[0], False
            right = next(indexed, end)
        else:
            if left[1] != right[1]:
                yield left[0], True
            left, right = next(kept, end), next(indexed, end)


def _sends(language: str, index: str, keys: list[str]) -> Iterator[Write]:
    rows = IndexedDocument.objects.filter(language=language, key__in=keys, gone=False)
    for key, version, source in rows.values_list("key", "version", "source"):
        yield Write(index, key, version, source)


def _repair_index(language: str, index: str, result: Reconciled) -> None:
    with engine_errors():
        client().indices.refresh(index=index)
    found = list(differences(_kept(language), _indexed(index)))
    missing = [key for key, send_it in found if send_it]
    extra = [key for key, send_it in found if not send_it]
    version = store.now_version()
    for start in range(0, len(missing), PAGE):
        result.sent += send(_sends(language, index, missing[start : start + PAGE]))
    result.deleted += send(Write(index, key, version, None) for key in extra)
    with engine_errors():
        client().indices.refresh(index=index)


def run() -> Reconciled:
    """Models → PostgreSQL → Elasticsearch. Raises `EngineDownError` when the engine does not answer."""
    result = Reconciled()
    _compare_models(result)
    store.forget_tombstones()
    for language in LANGUAGES:
        index = index_behind(alias(language))
        if index:
            _repair_index(language, index, result)
    return result
