"""nginx with our files before a small application that counts: embeds are kept, mended, and stand when it is down."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from evenements.caching import CACHE_CONTROL
from tests.benchmarks.agenda.front import Front, front, nginx_binary

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(nginx_binary() is None, reason="nginx is not installed on this machine"),
]
SCHOOLS, READERS = 20, 400
#: The header of every embed, with a life of one second instead of forty.
SHORT = CACHE_CONTROL.replace("s-maxage=40", "s-maxage=1").replace("revalidate=10", "revalidate=1")


class Application(ThreadingHTTPServer):
    """Answers every path by the state of its events."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.state = "Prévu"
        self.cache_control = CACHE_CONTROL
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    server: Application

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.state.encode()
        self.send_response(200)
        self.send_header("Cache-Control", self.server.cache_control)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """nginx keeps the log."""


@pytest.fixture
def application(socket_enabled: None) -> Iterator[Application]:
    application = Application()
    yield application
    application.shutdown()
    application.server_close()


@pytest.fixture
def before(application: Application, tmp_path: Path) -> Iterator[Front]:
    with front(tmp_path, application.server_port) as running:
        yield running


def embed(number: int) -> str:
    return f"/embed/v1/agenda/?uai=059{number:04d}G"


def test_many_readers_reach_the_application_once_a_school(before: Front, application: Application) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: before.get(embed(n % SCHOOLS)), range(READERS)))
    assert {status for status, _state, _body in answers} == {200}
    assert sorted(application.asked) == sorted(embed(number) for number in range(SCHOOLS))


def test_a_change_shows_within_the_life_of_an_answer(before: Front, application: Application) -> None:
    application.cache_control = SHORT
    assert before.get(embed(1))[2].decode() == "Prévu"
    application.state = "Annulé"
    end = (
        time.monotonic() + 5
    )  # one second kept, one more while it is asked again, and the clock in whole seconds
    while before.get(embed(1))[2].decode() != "Annulé":
        assert time.monotonic() < end
        time.sleep(0.1)


def test_with_the_application_down_the_last_answer_stands(before: Front, application: Application) -> None:
    application.cache_control = SHORT
    before.get(embed(1))
    application.shutdown()
    application.server_close()
    time.sleep(3.1)
    assert before.get(embed(1)) == (200, "STALE", "Prévu".encode())
    assert before.get(embed(2))[0] == 502, "what nobody asked yet cannot be invented"


def test_a_day_after_the_last_answer_is_still_asked_again(before: Front, application: Application) -> None:
    """Not the answer of before to the first reader who comes after a long while."""
    application.cache_control = SHORT
    before.get(embed(1))
    application.state = "Annulé"
    time.sleep(3.1)
    assert before.get(embed(1))[2].decode() == "Annulé"
