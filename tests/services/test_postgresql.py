"""PostgreSQL of one's own: shared, stopped by the last, never root's, recovered after a crash."""

import os
import signal
from pathlib import Path

import psycopg
import pytest

from services.postgresql import PostgreSQL
from tests.services.conftest import until

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("services")]


def postmaster(server: PostgreSQL) -> int:
    return int((server.data / "postmaster.pid").read_text().split("\n", 1)[0])


@pytest.fixture
def server(own_server) -> PostgreSQL:
    return own_server(PostgreSQL, durable=False)


def test_it_is_shared_and_stopped_by_its_last_user(own_server, server):
    other = own_server(PostgreSQL, durable=False)
    assert server.join() is True
    first = postmaster(server)
    assert other.join() is False
    assert postmaster(other) == first

    assert server.leave() is False
    assert other.alive()
    assert other.leave() is True
    assert not other.alive()


def test_it_never_runs_as_root_and_is_reached_by_its_owner_only(server):
    server.join()
    assert Path(f"/proc/{postmaster(server)}").stat().st_uid != 0
    assert server.socket.stat().st_mode & 0o077 == 0
    assert len(str(server.socket)) <= 90
    with psycopg.connect(server.url) as connection:
        row = connection.execute("SHOW listen_addresses").fetchone()
    assert row == ("",)


def test_a_crash_loses_nothing(own_server):
    server = own_server(PostgreSQL, durable=True)
    server.join()
    assert server.create_database("proch") is True
    with psycopg.connect(server.url_of("proch"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS id")
    os.kill(postmaster(server), signal.SIGKILL)
    until(lambda: not server.alive())

    again = own_server(PostgreSQL, durable=True)
    assert again.join() is True
    assert again.create_database("proch") is False
    with psycopg.connect(again.url_of("proch")) as connection:
        assert connection.execute("SELECT id FROM kept").fetchone() == (1,)


def test_a_recorded_number_used_by_another_program_is_not_believed(server):
    server.join()
    server.leave()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    assert not server.alive()
    assert server.join() is True
    assert server.alive()


def test_a_preparation_cut_short_is_done_again(server):
    draft = server.folder / "data.part"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18")
    assert server.join() is True
    assert not draft.exists()


def test_a_kept_server_outlives_its_users(server):
    server.join()
    server.keep()
    assert server.leave() is False
    assert server.alive()
    assert server.release() is True
    assert not server.alive()
