"""The database's tables, brought up to the code; skipped when neither has changed since the last time.

Django takes four seconds to find out that nothing is to be done, a third of a warm start.
"""

from __future__ import annotations

import hashlib

from services.database import ask_row
from services.django_command import Manage
from services.environment import REQUIREMENTS
from services.folders import LOCAL, ROOT

STAMP = LOCAL / "migrated"
LEFT_OUT = {".venv", ".local", "node_modules", "tests"}
APPLIED = "SELECT count(*), max(id) FROM django_migrations"


def migrate(manage: Manage, database: str) -> None:
    """Run `migrate` unless this code has already met this database in this state."""
    state = fingerprint(database)
    if not STAMP.exists() or STAMP.read_text() != state:
        STAMP.unlink(missing_ok=True)
        manage.step("Base de données à jour", "migrate", "--no-input")
        STAMP.write_text(fingerprint(database))


def fingerprint(database: str) -> str:
    """Of all the code (what runs after a migration is code too), the packages, the address, the applied migrations."""
    found = hashlib.sha256(f"{database}\n{ask_row(database, APPLIED)}\n".encode())
    found.update(REQUIREMENTS.read_bytes())
    for folder in sorted(path for path in ROOT.iterdir() if path.is_dir() and path.name not in LEFT_OUT):
        for path in sorted(folder.rglob("*.py")):
            found.update(f"{path}\n".encode() + path.read_bytes())
    return found.hexdigest()
