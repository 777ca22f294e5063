"""Readers search while the index is built beside: nobody gets an error, an empty page or another engine."""

import threading
from dataclasses import dataclass

from django.db import connection

from search import rebuild
from search.service import breaker
from tests.benchmarks.search.reading import QUESTIONS, view


@dataclass
class Outcome:
    asked: int = 0
    errors: int = 0
    empty: int = 0
    elsewhere: int = 0


def _read(outcome: Outcome, over: threading.Event) -> None:
    try:
        while not over.is_set():
            for question in QUESTIONS:
                outcome.asked += 1
                try:
                    response = view(question, reset=False)
                except Exception:  # noqa: BLE001 - whatever it is, it is counted
                    outcome.errors += 1
                    continue
                outcome.errors += response.status_code != 200
                outcome.empty += b'class="fiche ' not in response.content
                outcome.elsewhere += response.headers["X-Search-Engine"] != "elasticsearch"
    finally:
        connection.close()


def searches_during_a_rebuild() -> Outcome:
    breaker.reset()
    outcome, over = Outcome(), threading.Event()
    reader = threading.Thread(target=_read, args=(outcome, over))
    reader.start()
    try:
        rebuild.rebuild(force=True)
    finally:
        over.set()
        reader.join()
    return outcome
