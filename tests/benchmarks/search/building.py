"""How fast an index is built, beside a bare bulk load of the very same JSON, and how much memory it takes."""

import gc
import http.client
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from common.search_documents import SearchDocument
from search import rebuild, store
from search.bulk import CHUNK, Write, send
from search.documents import row_of
from search.engine import client
from search.index.definition import body_of


@dataclass(frozen=True)
class Measure:
    """Documents and seconds; `growth`: megabytes of this process between a tenth of the work and its end."""

    count: int
    seconds: float
    growth: float = 0.0

    @property
    def rate(self) -> float:
        return self.count / self.seconds


def resident() -> float:
    """Megabytes of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


class Memory:
    """Watches this process while it works; `expected` documents are coming."""

    def __init__(self, expected: int) -> None:
        self.expected, self.early, self.last = expected, 0.0, 0.0

    def see(self, done: int) -> None:
        self.last = resident()
        if not self.early and done >= self.expected / 10:
            self.early = self.last

    @property
    def growth(self) -> float:
        return self.last - (self.early or self.last)


@contextmanager
def scratch_index() -> Iterator[str]:
    name = f"{settings.INDEX_PREFIX}-nu"
    client().options(ignore_status=404).indices.delete(index=name)
    client().indices.create(index=name, **body_of("fr"))
    try:
        yield name
    finally:
        client().options(ignore_status=404).indices.delete(index=name)


def _chunks(lines: Iterable[bytes]) -> Iterator[bytes]:
    found = iter(lines)
    while part := list(islice(found, CHUNK)):
        yield b"".join(part)


def bare(lines: Iterable[bytes]) -> Measure:
    """The least that can be done: ready requests sent one after the other on one connection."""
    with scratch_index() as index:
        address = urlsplit(settings.ELASTICSEARCH_URL)
        wire = http.client.HTTPConnection(str(address.hostname), address.port)
        count, spent = 0, 0.0
        for body in _chunks(lines):
            started = time.perf_counter()
            wire.request("POST", f"/{index}/_bulk", body, {"Content-Type": "application/x-ndjson"})
            answer = wire.getresponse()
            text = answer.read()
            spent += time.perf_counter() - started
            assert answer.status == 200, text[:300]
            assert b'"errors":false' in text, text[:300]
            count += body.count(b"\n") // 2
        started = time.perf_counter()
        client().indices.refresh(index=index)
        return Measure(count, spent + time.perf_counter() - started)


def _line(key: str, version: int, source: str) -> bytes:
    head = json.dumps({"index": {"_id": key, "version": version, "version_type": "external_gte"}})
    return f"{head}\n{source}\n".encode()


def kept_lines() -> Iterator[bytes]:
    """The documents that a rebuild kept in PostgreSQL, as they were sent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, version, source FROM search_indexeddocument WHERE language = 'fr' AND NOT gone"
        )
        yield from (_line(*row) for row in cursor.fetchall())


def from_rows() -> Measure:
    """`search_index rebuild`: models, documents, PostgreSQL, Elasticsearch, counts, swap."""
    gc.collect()
    memory = Memory(rebuild.expected("fr"))
    seen = 0

    def progress(_what: str, done: int, _total: int | None) -> None:
        nonlocal seen
        seen += 1
        if done:
            memory.see(done)

    started = time.perf_counter()
    done = rebuild.rebuild(progress, force=True)
    return Measure(sum(done.counts.values()), time.perf_counter() - started, memory.growth)


def from_documents(make: Callable[[], Iterator[SearchDocument]], expected: int) -> Measure:
    """Documents that cost nothing to make would measure the same: what is timed is what we do with them."""
    with scratch_index() as index:
        version = store.now_version()
        memory = Memory(expected)
        spent = 0.0

        def writes() -> Iterator[Write]:
            nonlocal spent
            found = make()
            done = 0
            while True:
                started = time.perf_counter()
                part = list(islice(found, CHUNK))
                spent += time.perf_counter() - started
                if not part:
                    return
                done += len(part)
                memory.see(done)
                for document in part:
                    row = row_of(document, version)
                    yield Write(index, row.key, row.version, row.text)

        started = time.perf_counter()
        count = send(writes())
        client().indices.refresh(index=index)
        return Measure(count, time.perf_counter() - started - spent, memory.growth)


def document_lines(make: Callable[[], Iterator[SearchDocument]]) -> Iterator[bytes]:
    """The same documents, ready to be sent; making them is not timed by `bare`."""
    version = store.now_version()
    for document in make():
        row = row_of(document, version)
        yield _line(row.key, version, row.text)
