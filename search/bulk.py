"""Sends documents to Elasticsearch: versions are external, so writes may come twice and in any order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from elasticsearch.helpers import streaming_bulk

from search.engine import EngineDownError, client, engine_errors

CHUNK = 500
CHUNK_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Write:
    """One document of one index; without `source` it is deleted."""

    index: str
    key: str
    version: int
    source: dict[str, Any] | None


def _actions(writes: Iterable[Write]) -> Iterator[dict[str, Any]]:
    for write in writes:
        action: dict[str, Any] = {
            "_op_type": "delete" if write.source is None else "index",
            "_index": write.index,
            "_id": write.key,
            "version": write.version,
            "version_type": "external_gte",
        }
        if write.source is not None:
            action["_source"] = write.source
        yield action


def _harmless(outcome: dict[str, Any], operation: str) -> bool:
    """A more recent version stands there already, or what is deleted was not there."""
    return outcome["status"] == 409 or (operation == "delete" and outcome["status"] == 404)


def send(writes: Iterable[Write], *, refresh: bool = False) -> int:
    """Write everything, in chunks, flat in memory; returns how many documents changed."""
    changed = 0
    with engine_errors():
        results = streaming_bulk(
            client(),
            _actions(writes),
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            refresh=refresh,
        )
        for done, result in results:
            operation, outcome = next(iter(result.items()))
            if done:
                changed += 1
            elif not _harmless(outcome, operation):
                raise EngineDownError(f"{outcome.get('_id')}: {outcome.get('error')}")
    return changed
