"""Small questions to the site's database, asked without loading the site."""

from __future__ import annotations

from typing import LiteralString

import psycopg

from services.errors import ServiceError


def ask_row(database: str, query: LiteralString) -> tuple[object, ...] | None:
    """First row of an answer; None when the table does not exist yet. A database out of reach is explained."""
    try:
        with psycopg.connect(database, connect_timeout=10) as connection:
            return connection.execute(query).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        raise ServiceError(
            "La base de données ne répond pas.",
            str(error).strip().splitlines()[0],
            "vérifiez DATABASE_URL (par exemple postgresql://compte@machine:5432/base), ou retirez cette variable : "
            "./run démarrera sa propre base.",
        ) from error


def count(database: str, query: LiteralString) -> int:
    """The number that a query answers; 0 without its table."""
    row = ask_row(database, query)
    return int(str(row[0])) if row else 0
