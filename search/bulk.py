"""Sends documents to Elasticsearch: versions are external, so writes may come twice and in any order."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from search.engine import EngineDownError, client, engine_errors

CHUNK = 500
CHUNK_BYTES = 5 * 1024 * 1024
#: Chunks on their way while the next one is computed: memory stays flat, the engine never waits.
IN_FLIGHT = 2


@dataclass(frozen=True, slots=True)
class Write:
    """One document of one index, as a mapping or as JSON; without `source` it is deleted."""

    index: str
    key: str
    version: int
    source: dict[str, Any] | str | None

    @property
    def lines(self) -> list[str]:
        """What the bulk request says of it."""
        target = {
            "_index": self.index,
            "_id": self.key,
            "version": self.version,
            "version_type": "external_gte",
        }
        if self.source is None:
            return [json.dumps({"delete": target})]
        body = self.source if isinstance(self.source, str) else json.dumps(self.source, ensure_ascii=False)
        return [json.dumps({"index": target}), body]


def _chunks(writes: Iterable[Write]) -> Iterator[list[str]]:
    """Lines of requests of at most `CHUNK` documents and about `CHUNK_BYTES` bytes."""
    lines: list[str] = []
    count = size = 0
    for write in writes:
        added = write.lines
        lines += added
        count, size = count + 1, size + sum(map(len, added))
        if count == CHUNK or size >= CHUNK_BYTES:
            yield lines
            lines, count, size = [], 0, 0
    if lines:
        yield lines


def _harmless(outcome: dict[str, Any], operation: str) -> bool:
    """A more recent version stands there already, or what is deleted was not there."""
    return outcome["status"] == 409 or (operation == "delete" and outcome["status"] == 404)


def _post(lines: list[str], *, refresh: bool) -> int:
    """One request; returns how many documents changed."""
    with engine_errors():
        operations: Any = lines  # the client sends text as it is; its types know of mappings only
        answer = client().bulk(operations=operations, refresh=refresh)
    changed = 0
    for item in answer["items"]:
        operation, outcome = next(iter(item.items()))
        if outcome["status"] < 300:
            changed += 1
        elif not _harmless(outcome, operation):
            raise EngineDownError(f"{outcome.get('_id')}: {outcome.get('error')}")
    return changed


def send(writes: Iterable[Write], *, refresh: bool = False) -> int:
    """Write everything, in chunks, flat in memory; returns how many documents changed.

    `writes` is read in this thread (it may ask the database), requests are sent in another one meanwhile.
    """
    chunks = _chunks(writes)
    first = list(islice(chunks, 1))
    following = next(chunks, None)
    if following is None:  # the changes of a moment: no thread
        return sum(_post(lines, refresh=refresh) for lines in first)
    changed = 0
    pending: deque[Future[int]] = deque()
    with ThreadPoolExecutor(max_workers=1) as sender:
        for lines in (*first, following):
            pending.append(sender.submit(_post, lines, refresh=refresh))
        for lines in chunks:
            if len(pending) > IN_FLIGHT:
                changed += pending.popleft().result()
            pending.append(sender.submit(_post, lines, refresh=refresh))
        return changed + sum(sent.result() for sent in pending)
