"""Writes the documents that PostgreSQL keeps. A row gives way only to a version at least as recent."""

import json
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from search.documents import Row
from search.models import IndexedDocument

CONFIGURATION = {"fr": "proch_fr", "en": "proch_en"}

COLUMNS = (
    "key", "language", "version", "digest", "source", "facets", "languages", "label", "sort", "weight", "points",
    "first_start", "last_end", "valid_from", "valid_until",
)  # fmt: skip

_terms = " || ".join(f"setweight(to_tsvector(%s::regconfig, %s), '{letter}')" for letter in "ABCD")
_updates = ", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS, "terms"))
UPSERT = f"""
    INSERT INTO search_indexeddocument ({", ".join(COLUMNS)}, terms, gone)
    VALUES ({", ".join(["%s"] * len(COLUMNS))}, {_terms}, false)
    ON CONFLICT (language, key) DO UPDATE SET {_updates}, gone = false
    WHERE search_indexeddocument.version <= excluded.version
"""  # noqa: S608 - made of constants of this module

#: As long as Elasticsearch remembers its own deletions (`gc_deletes`).
TOMBSTONE_LIFE = timedelta(hours=1)


def now_version() -> int:
    """Microseconds of the database clock, taken before the content is read: what is read is at least as recent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
        return int(cursor.fetchone()[0])


def _parameters(row: Row) -> list[Any]:
    configuration = CONFIGURATION[row.language]
    jsons = {"facets", "languages", "points"}
    values = [
        row.text
        if name == "source"
        else json.dumps(getattr(row, name), ensure_ascii=False)
        if name in jsons
        else getattr(row, name)
        for name in COLUMNS
    ]
    return values + [part for text in row.weights for part in (configuration, text)]


UNCHANGED = """
    UPDATE search_indexeddocument AS kept SET version = %s
    FROM unnest(%s::text[], %s::text[], %s::text[]) AS new (language, key, digest)
    WHERE kept.language = new.language AND kept.key = new.key AND kept.digest = new.digest
        AND kept.version <= %s AND NOT kept.gone
    RETURNING kept.language, kept.key
"""


def _touch(rows: Collection[Row], version: int) -> set[tuple[str, str]]:
    """Give the version to the rows that say the same already, without writing their texts again."""
    columns = [[getattr(row, name) for row in rows] for name in ("language", "key", "digest")]
    with connection.cursor() as cursor:
        cursor.execute(UNCHANGED, [version, *columns, version])
        return {(language, key) for language, key in cursor.fetchall()}


def upsert(rows: Iterable[Row]) -> None:
    """Write the rows, those that changed all in one round trip."""
    by_version: dict[int, list[Row]] = {}
    for row in rows:
        by_version.setdefault(row.version, []).append(row)
    for version, found in by_version.items():
        same = _touch(found, version)
        parameters = [_parameters(row) for row in found if (row.language, row.key) not in same]
        if parameters:
            with connection.cursor() as cursor:
                cursor.executemany(UPSERT, parameters)


def bury(keys: Collection[tuple[str, str]], version: int) -> int:
    """Turn the rows of these (language, key) pairs into tombstones; returns how many were alive."""
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE search_indexeddocument SET gone = true, version = %s, digest = '', source = '{}', facets = '{}',
                label = '', terms = NULL
            WHERE (language, key) IN (SELECT unnest(%s::text[]), unnest(%s::text[])) AND version <= %s AND NOT gone
            """,
            [version, [language for language, _key in keys], [key for _language, key in keys], version],
        )
        return cursor.rowcount


def forget_tombstones() -> int:
    """Drop tombstones that no rebuild can need any more."""
    limit = int((timezone.now() - TOMBSTONE_LIFE).timestamp() * 1_000_000)
    return IndexedDocument.objects.filter(gone=True, version__lt=limit).delete()[0]
