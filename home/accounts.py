"""One account per role, to try the back-office with."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from common.roles import Role
from territoires.models import Referent

Accounts = dict[str, dict[str, str]]

NAMES = {
    Role.REDACTION: ("Rose", "Rédaction"),
    Role.RESPONSABLE: ("Rachid", "Responsable"),
    Role.ANALYSTE: ("Anaïs", "Analyste"),
    Role.REFERENT: ("Mathis", "Référent"),
    Role.WORLDSKILLS: ("Wanda", "WorldSkills"),
    Role.ADMINISTRATION: ("Adèle", "Administration"),
}


def ensure_accounts(path: Path) -> tuple[Accounts, bool]:
    """Create what is missing; returns the accounts and whether some password is new.

    `path` keeps the passwords, readable by its owner alone: a second run changes nothing, a new database gets the
    same accounts, and a lost file gives new passwords.
    """
    kept = _read(path)
    accounts: Accounts = {}
    with transaction.atomic():
        for role in Role:
            key = str(role.label)
            password = kept.get(key, {}).get("password") or secrets.token_urlsafe(12)
            _ensure_user(role, key, password)
            accounts[key] = {"login": key, "password": password}
    changed = accounts != kept
    if changed:
        _write(path, accounts)
    return accounts, changed


def _ensure_user(role: Role, login: str, password: str) -> None:
    first_name, last_name = NAMES[role]
    user, _created = get_user_model().objects.get_or_create(
        username=login,
        defaults={"email": f"{login}@example.org", "first_name": first_name, "last_name": last_name},
    )
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    user.groups.add(Group.objects.get(name=role.value))
    if role == Role.REFERENT:
        _link_referent(user)


def _link_referent(user: Any) -> None:
    """The first invented référent without account is this person."""
    if Referent.objects.filter(user=user).exists():
        return
    referent = Referent.objects.filter(exemple=True, user__isnull=True).order_by("pk").first()
    if referent is not None:
        referent.user = user
        referent.save()


def _read(path: Path) -> Accounts:
    try:
        kept: Accounts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write(path: Path, accounts: Accounts) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".nouveau")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as handle:
        json.dump(accounts, handle, ensure_ascii=False, indent=2)
    draft.replace(path)
