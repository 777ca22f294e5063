"""The environment variables of the project, each with its type; a required one has no default."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]

env = environ.FileAwareEnv(
    SECRET_KEY=str,
    DATABASE_URL=str,
    ELASTICSEARCH_URL=str,
    DEBUG=(bool, False),
    ALLOWED_HOSTS=(list, []),
    SITE_URL=(str, "http://127.0.0.1:8000"),
    EMAIL_URL=(str, ""),
    DEFAULT_FROM_EMAIL=(str, "proch-orientation@example.org"),
    MEDIA_ROOT=(str, str(ROOT / ".local" / "media")),
    STATIC_ROOT=(str, str(ROOT / ".local" / "static")),
    REFERENCE_DATA=(str, ""),
    PROPOSITIONS_DOMAINES=(list, ["ac-lille.fr", "ac-amiens.fr", "hautsdefrance.fr", "gouv.fr"]),
    PROPOSITIONS_CONTACT_JOURS=(int, 30),
    SEARCH_JOURNAL=(str, str(ROOT / ".local" / "journal" / "search.log")),
    INDEX_PREFIX=(str, "proch"),
)
