"""The ordinary account that servers run under when a person works as root: a server never runs as root."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from services.errors import ServiceError

CANDIDATES = ("postgres", "nobody")


class RunAs(TypedDict, total=False):
    """Arguments of `subprocess.Popen` that change the user of a process."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    def can_walk_to(self, folder: Path) -> bool:
        """Whether this account may pass through a folder and all those above it."""
        return all(self._may_enter(step.stat()) for step in [folder, *folder.parents])

    def _may_enter(self, state: os.stat_result) -> bool:
        if state.st_uid == self.uid:
            return bool(state.st_mode & stat.S_IXUSR)
        if state.st_gid == self.gid:
            return bool(state.st_mode & stat.S_IXGRP)
        return bool(state.st_mode & stat.S_IXOTH)

    def take(self, folder: Path) -> None:
        """Give this account a folder that was just made."""
        os.chown(folder, self.uid, self.gid)


def servers_account(data: Path) -> Account | None:
    """Who runs the servers: the caller, or for root the owner of the existing data, else a system account."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat().st_uid):
        entry = pwd.getpwuid(owner)
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise ServiceError(
        "Les serveurs ne peuvent pas démarrer.",
        "ils refusent le compte root, et cette machine n’a ni compte « postgres » ni compte « nobody ».",
        "créez-en un (useradd --system postgres) ou lancez la commande avec un compte ordinaire.",
    )


def run_as(account: Account | None) -> RunAs:
    """Arguments for `subprocess` that start a process under this account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}
