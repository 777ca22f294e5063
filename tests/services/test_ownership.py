"""Processes that are ours, and those that are not; locks; accounts."""

import os
import pwd
import subprocess
import time
from pathlib import Path

import pytest

from services.account import Account, run_as, servers_account
from services.errors import ServiceError
from services.folders import SOCKET_PATH_LIMIT, cache_folder, socket_folder
from services.locks import OnlyOne, UserCount
from services.processes import (
    Recorded,
    command_line,
    group_members,
    read_record,
    start_mark,
    write_record,
)


@pytest.fixture
def group():
    """A shell and its child, in a group of their own; the folder's name stands in their commands."""
    process = subprocess.Popen(["/bin/sh", "-c", "sleep 300 & wait # notre-dossier"], start_new_session=True)
    yield process
    Recorded.of(process.pid, "notre-dossier").end(1)
    process.wait()


def test_a_process_is_known_by_its_number_and_its_birth(group):
    recorded = Recorded.of(group.pid, "notre-dossier")
    assert recorded.alive()
    assert Recorded.load(recorded.to_record()) == recorded
    reused = Recorded(group.pid, "another birth", "un-autre-dossier")
    assert not reused.alive()
    reused.end(0.1)
    assert group.poll() is None


def test_ending_a_group_ends_its_children(group):
    recorded = Recorded.of(group.pid, "notre-dossier")
    time.sleep(0.1)
    assert len(recorded.members()) == 2
    recorded.end(2)
    assert recorded.members() == []
    assert start_mark(group.pid) is None


def test_a_record_cut_short_counts_as_missing(tmp_path):
    path = tmp_path / "record.json"
    assert read_record(path) is None
    path.write_text('{"pid": ')
    assert read_record(path) is None
    path.write_text("[1]")
    assert read_record(path) is None
    write_record(path, {"pid": 1})
    assert read_record(path) == {"pid": 1}


def test_the_last_user_is_told_so(tmp_path):
    first, second = UserCount(tmp_path / "users"), UserCount(tmp_path / "users")
    first.join()
    second.join()
    assert first.leave() is False
    assert second.in_use()
    assert second.leave() is True


def test_the_second_taker_reads_the_note_of_the_first(tmp_path):
    first, second = OnlyOne(tmp_path / "lock"), OnlyOne(tmp_path / "lock")
    assert first.take("processus 12") is None
    assert second.take("processus 13") == "processus 12"


def test_root_hands_servers_to_an_ordinary_account(tmp_path):
    if os.geteuid() != 0:
        assert servers_account(tmp_path) is None
        return
    account = servers_account(tmp_path / "absent")
    assert account is not None
    assert account.uid != 0
    assert account.name in {"postgres", "nobody"}
    nobody = pwd.getpwnam("nobody")
    os.chown(tmp_path, nobody.pw_uid, nobody.pw_gid)
    assert servers_account(tmp_path) == Account("nobody", nobody.pw_uid, nobody.pw_gid)


def test_an_account_cannot_walk_through_a_closed_folder(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    stranger = Account("stranger", 54321, 54321)
    assert not stranger.can_walk_to(closed)
    owner = closed.stat()
    assert Account("owner", owner.st_uid, owner.st_gid)._may_enter(owner)


def test_a_machine_without_any_ordinary_account_is_told_so(monkeypatch, tmp_path):
    def unknown(name):
        raise KeyError(name)

    monkeypatch.setattr("services.account.os.geteuid", lambda: 0)
    monkeypatch.setattr("services.account.pwd.getpwnam", unknown)
    with pytest.raises(ServiceError, match="ne peuvent pas démarrer"):
        servers_account(tmp_path / "absent")


def test_an_ordinary_person_runs_servers_in_her_own_name(monkeypatch, tmp_path):
    monkeypatch.setattr("services.account.os.geteuid", lambda: 1000)
    assert servers_account(tmp_path) is None
    assert run_as(None) == {}


def test_the_cache_belongs_to_a_person_and_can_be_moved(monkeypatch):
    monkeypatch.delenv("PROCH_CACHE", raising=False)
    monkeypatch.setattr("services.folders.os.geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_CACHE_HOME", "/home/lea/cache")
    assert str(cache_folder()) == "/home/lea/cache/proch-orientation"
    monkeypatch.setattr("services.folders.os.geteuid", lambda: 0)
    assert str(cache_folder()) == "/var/cache/proch-orientation"
    monkeypatch.setenv("PROCH_CACHE", "/large/disk")
    assert str(cache_folder()) == "/large/disk"


def test_a_socket_keeps_a_short_address(tmp_path):
    assert socket_folder(tmp_path / "a") == tmp_path / "a" / "socket"
    far = tmp_path / ("long" * 30)
    assert len(str(socket_folder(far))) <= SOCKET_PATH_LIMIT
    assert socket_folder(far) != socket_folder(tmp_path / ("longer" * 30))


def test_systems_without_proc_are_asked_by_ps(monkeypatch):
    answers = {
        "lstart=": "Tue Nov 24 10:00:00 2026",
        "command=": "sleep 300",
        "pid=,pgid=": "12 12\n13 12\n14 14",
    }
    monkeypatch.setattr("services.processes.PROC", Path("/nonexistent"))
    monkeypatch.setattr("services.processes._ps", lambda *arguments: answers[arguments[1]])
    assert start_mark(12) == "Tue Nov 24 10:00:00 2026"
    assert command_line(12) == "sleep 300"
    assert group_members(12) == [12, 13]
