"""What an empty database receives once: the demonstration content, the reference tables, the index, the accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import psycopg

from services.django_command import Manage
from services.elasticsearch import ask
from services.errors import ServiceError
from services.folders import LOCAL

ACCOUNTS = LOCAL / "accounts.json"
# Present while the demonstration content is being loaded: a killed loading is done again.
SEEDING = LOCAL / "seeding"
# Pages that the migrations make by themselves: the root, and a home page per language.
PAGES_OF_MIGRATIONS = 4

# Where each source of `import_reference` lies under the folder named by REFERENCE_DATA: the first that exists.
REFERENCE_FILES = {
    "departements": ("geo/departements-hauts-de-france.geojson", "departements.json"),
    "communes": ("geo/derived/communes_epci-hauts-de-france.csv", "communes.json"),
    "etablissements": (
        "etablissements/derived/etablissements-secondaires-hauts-de-france.csv",
        "etablissements.csv",
    ),
    "rome": ("rome",),
    "onisep-formations": (
        "onisep/ideo-formations_initiales_en_france.csv",
        "ideo-formations_initiales_en_france.csv",
    ),
    "onisep-metiers": ("onisep/ideo-metiers_onisep.csv", "ideo-metiers_onisep.csv"),
}
DONE_IMPORTS = "SELECT DISTINCT source FROM imports_importrun WHERE status = 'applied'"

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


def seed(manage: Manage, database: str) -> bool:
    """Load the demonstration content into a database that has none; True when it was loaded."""
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT count(*) FROM wagtailcore_page").fetchone()
    pages = row[0] if row else 0
    if pages > PAGES_OF_MIGRATIONS and not SEEDING.exists():
        return False
    SEEDING.touch()
    manage.step("Contenu de démonstration", "seed_demo")
    SEEDING.unlink()
    ACCOUNTS.unlink(missing_ok=True)
    return True


def import_reference(manage: Manage, database: str, folder: Path) -> bool:
    """Load each full reference table that no earlier run has loaded; True when one was loaded."""
    if not folder.is_dir():
        raise ServiceError(
            "Les tables de référence n’ont pas pu être chargées.",
            f"REFERENCE_DATA nomme un dossier qui n’existe pas : {folder}",
            "corrigez le chemin, ou retirez cette variable pour garder les extraits fournis.",
        )
    with psycopg.connect(database) as connection:
        done = {str(source) for (source,) in connection.execute(DONE_IMPORTS)}
    loaded = False
    for source, places in REFERENCE_FILES.items():
        found = next((folder / place for place in places if (folder / place).exists()), None)
        if source in done:
            continue
        if found is None:
            manage.display.say(f"  – Table « {source} » : rien dans {folder}, les extraits fournis restent.")
            continue
        manage.step(f"Table de référence « {source} »", "import_reference", source, str(found))
        loaded = True
    if not loaded and done >= REFERENCE_FILES.keys():
        manage.display.say("  – Tables de référence : déjà chargées.")
    return loaded


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
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
