"""Processes that are ours, and those that are not; locks; accounts."""

import os
import pwd
import subprocess
import time

import pytest

from services.account import Account, servers_account
from services.locks import OnlyOne, UserCount
from services.processes import Recorded, read_record, start_mark, write_record


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
