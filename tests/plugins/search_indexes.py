"""The indexes of the tests: the seeded site's live with its template database, those of a run end with it.

All are deleted by name: the server refuses wildcards.
"""

import json
import os
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tests.plugins import postgres

REBUILD = ("search_index", "rebuild")
# What a rebuild keeps in PostgreSQL, without its index: the clone of another worker needs it as well.
KEEP_ROWS = """
from common.search_documents import sources
from search.rebuild import rows_of
for _model, source in sources():
    for _rows in rows_of(source):
        pass
"""
OF_TEMPLATES = "test-seme-"


def ensure(prefix: str, database: str) -> None:
    """The indexes of a template may be gone, with the data of another server: build them from a clone."""
    with postgres.locked("index"):
        if not _exists(f"{prefix}-fr"):
            postgres.django(REBUILD, database, INDEX_PREFIX=prefix)
        kept = {name.rsplit("_", 1)[-1] for name in postgres.names(postgres.TEMPLATE)}
        for name in _names(OF_TEMPLATES):
            if name.removeprefix(OF_TEMPLATES).split("-")[0] not in kept:
                _delete(name)


def delete_all(prefix: str) -> None:
    """Delete the indexes whose name begins with `prefix`; a server that is not there has none."""
    try:
        for name in _names(prefix):
            _delete(name)
    except URLError:
        return


def _server() -> str:
    return os.environ["ELASTICSEARCH_URL"].rstrip("/")


def _exists(alias: str) -> bool:
    try:
        with urlopen(f"{_server()}/{alias}/_count", timeout=10):
            return True
    except HTTPError:
        return False


def _names(prefix: str) -> list[str]:
    with urlopen(f"{_server()}/{prefix}*/_settings?expand_wildcards=all", timeout=10) as answer:
        return sorted(json.load(answer))


def _delete(name: str) -> None:
    with urlopen(Request(f"{_server()}/{name}", method="DELETE"), timeout=30):
        pass
