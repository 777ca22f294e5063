"""The indexes of a run: the seeded site's is built once, all are deleted by name (the server refuses wildcards)."""

import json
import os
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.plugins import postgres
from tests.plugins.run import RUN, folder_of, index_prefix

REBUILD = ("search_index", "rebuild")


def build_once(database: str) -> None:
    """Index the seeded site, the same for all workers of the run, from the clone of the first that asks."""
    done = folder_of(RUN) / "indexed"
    with postgres.locked("index"):
        if not done.exists():
            postgres.django(REBUILD, database, INDEX_PREFIX=index_prefix("seme"))
            done.touch()


def delete_all(prefix: str) -> list[str]:
    """Delete the indexes whose name begins with `prefix`; a server that is not there has none."""
    server = os.environ["ELASTICSEARCH_URL"].rstrip("/")
    try:
        with urlopen(f"{server}/{prefix}*/_settings?expand_wildcards=all", timeout=10) as answer:
            names = sorted(json.load(answer))
    except URLError:
        return []
    for name in names:
        with urlopen(Request(f"{server}/{name}", method="DELETE"), timeout=30):
            pass
    return names
