"""What `search` creates on the server, for each language."""

from typing import Any

from search.index.analysis import ANALYSIS
from search.index.mapping import MAPPINGS

LANGUAGES = tuple(ANALYSIS)


def settings_of(language: str) -> dict[str, Any]:
    """One shard: a million short documents fit in one, and scores stay comparable.

    Deleted versions are remembered for an hour, so that a rebuild cannot bring one back.
    """
    return {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "refresh_interval": "1s",
        "gc_deletes": "1h",
        "max_result_window": 10_000,
        "analysis": ANALYSIS[language],
    }


def body_of(language: str) -> dict[str, Any]:
    """Body of the request that creates an index."""
    return {"settings": settings_of(language), "mappings": MAPPINGS}
