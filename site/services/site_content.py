"""What an empty database receives once: the demonstration content, the reference tables, the index, the accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from services.database import count
from services.django_command import Manage
from services.elasticsearch import ask
from services.errors import ServiceError
from services.folders import LOCAL

ACCOUNTS = LOCAL / "accounts.json"
# Present while the demonstration content is being loaded: a killed loading is done again.
SEEDING = LOCAL / "seeding"
# Pages that the migrations make by themselves: the root, and a home page per language.
PAGES_OF_MIGRATIONS = 4

APPLIED_IMPORTS = "SELECT count(*) FROM imports_importrun WHERE statut = 'applique'"

Accounts = Mapping[str, Mapping[str, str]]


def prepare_content(manage: Manage, environment: Mapping[str, str]) -> Accounts:
    """Fill what is empty; returns the accounts made now, none when they existed already."""
    changed = seed(manage, environment["DATABASE_URL"])
    if folder := environment.get("REFERENCE_DATA"):
        changed |= import_reference(manage, environment["DATABASE_URL"], Path(folder))
    prefix = environment.get("INDEX_PREFIX") or "proch"
    if changed or not indexed_documents(environment["ELASTICSEARCH_URL"], prefix):
        manage.step("Index de recherche", "search_index", "rebuild")
    return demo_accounts(manage)


def is_filled(database: str) -> bool:
    """Whether the site has its content, wholly loaded."""
    pages = count(database, "SELECT count(*) FROM wagtailcore_page")
    return pages > PAGES_OF_MIGRATIONS and not SEEDING.exists()


def seed(manage: Manage, database: str) -> bool:
    """Load the demonstration content into a database that has none; True when it was loaded."""
    if is_filled(database):
        return False
    SEEDING.touch()
    manage.step("Contenu de démonstration", "seed_demo")
    SEEDING.unlink()
    ACCOUNTS.unlink(missing_ok=True)
    return True


def import_reference(manage: Manage, database: str, folder: Path) -> bool:
    """Load the full reference tables; True when something was loaded, which a second start with these files is not."""
    if not folder.is_dir():
        raise ServiceError(
            "Les tables de référence n’ont pas pu être chargées.",
            f"REFERENCE_DATA nomme un dossier qui n’existe pas : {folder}",
            "corrigez le chemin, ou retirez cette variable pour garder les extraits fournis.",
        )
    before = count(database, APPLIED_IMPORTS)
    report = manage.step("Tables de référence", "import_reference", "all", str(folder.resolve()))
    for line in report.splitlines():
        if (not line.startswith(" ") and "·" in line) or "écriture" in line:
            manage.display.say(f"      {line.strip()[:140]}")
    return count(database, APPLIED_IMPORTS) > before


def indexed_documents(engine: str, prefix: str) -> int:
    """How many documents the search engine holds for this site; none when it has no index yet."""
    found = ask(f"{engine}/{prefix}*/_count?ignore_unavailable=true").get("count", 0)
    return found if isinstance(found, int) else 0


def demo_accounts(manage: Manage) -> Accounts:
    """One account per role, made once; returns them when they were made now."""
    if ACCOUNTS.exists():
        return {}
    manage.step("Comptes de démonstration", "demo_accounts")
    try:
        found = json.loads(ACCOUNTS.read_text())
        ACCOUNTS.chmod(0o600)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
