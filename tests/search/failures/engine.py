"""An Elasticsearch that tests may stop, pause and empty: nobody else uses it."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch as Client

from services.elasticsearch import Elasticsearch
from services.folders import LOCAL
from services.processes import Recorded, read_record
from services.progress import SILENT
from tests.plugins.run import RUN, WORKER


class OwnEngine:
    """The real server of docs/decisions/0010, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.server = Elasticsearch(folder, SILENT)

    def start(self) -> None:
        self.server.launch()
        self.server.wait()

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def client(self) -> Client:
        return Client(self.url, request_timeout=30)

    def stop(self) -> None:
        self.server.halt()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """It keeps its connections and says nothing: the worst way of being down."""
        pids = Recorded.load(read_record(self.server.record) or {}).members()
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)


@contextmanager
def own_engine() -> Iterator[OwnEngine]:
    engine = OwnEngine(LOCAL / f"panne-{RUN}-{WORKER}")
    try:
        engine.start()
        yield engine
    finally:
        engine.stop()
        shutil.rmtree(engine.server.folder, ignore_errors=True)
