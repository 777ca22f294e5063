"""Template databases and their clones, on whatever server `DATABASE_URL` names.

Migrating an empty database takes 10 to 20 seconds, cloning a migrated one under one. A template is built once per
hash of what makes it, under a file lock, in a process of its own; it is marked as template only when complete, so one
that a killed build left behind is recognised and built again.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg import sql

from tests.plugins.run import ROOT, STATE

KEPT_TEMPLATES = 6
TEMPLATE = "modele_"


def url_of(database: str) -> str:
    """`DATABASE_URL` with another database name."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


@contextmanager
def administration() -> Iterator[psycopg.Connection]:
    # The URL may hold Django's scheme "postgres", which libpq knows too.
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time in this checkout."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fingerprint(paths: Iterable[Path]) -> str:
    """Hash of the names and contents of files, in a stable order."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def clone(template: str, name: str) -> None:
    """Replace database `name` by a copy of `template`."""
    with administration() as connection:
        drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def drop(connection: psycopg.Connection, name: str) -> None:
    if _is_complete(connection, name):
        connection.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(sql.Identifier(name)))
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def names(prefix: str) -> list[str]:
    with administration() as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        return [name for (name,) in rows.fetchall()]


def drop_all(prefix: str) -> None:
    """Drop every database whose name begins with `prefix`."""
    for name in names(prefix):
        with administration() as connection:
            drop(connection, name)


def template(
    kind: str,
    key: str,
    commands: Sequence[Sequence[str]],
    *,
    parent: Callable[[], str] | None = None,
    **environment: str,
) -> str:
    """Name of the template `kind` for `key`, built by Django `commands` on top of `parent` where it is missing."""
    name = f"{TEMPLATE}{kind}_{key}"
    with locked(f"template-{kind}"), administration() as connection:
        if _is_complete(connection, name):
            _touch(connection, name)
            return name
        drop(connection, name)
        if parent:
            clone(parent(), name)
        else:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            for command in commands:
                django(command, name, **environment)
        except RuntimeError:
            drop(connection, name)
            raise
        _complete(connection, name)
        _drop_old(connection, kind)
    return name


def _is_complete(connection: psycopg.Connection, name: str) -> bool:
    row = connection.execute("SELECT datistemplate FROM pg_database WHERE datname = %s", [name]).fetchone()
    return bool(row and row[0])


def _touch(connection: psycopg.Connection, name: str) -> None:
    """Remember when the template was last asked for: the oldest go first."""
    connection.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(
            sql.Identifier(name),
            sql.Literal(str(connection.execute("SELECT now()").fetchone()[0])),  # type: ignore[index]
        )
    )


def _complete(connection: psycopg.Connection, name: str) -> None:
    with psycopg.connect(url_of(name), autocommit=True) as inside:
        inside.execute("ANALYZE")  # a clone brings no statistics of its own: the planner would guess
    connection.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(sql.Identifier(name)))
    # Nobody may connect: one session would forbid every clone.
    connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
    _touch(connection, name)


def _drop_old(connection: psycopg.Connection, kind: str) -> None:
    rows = connection.execute(
        "SELECT datname FROM pg_database WHERE datistemplate AND starts_with(datname, %s)"
        " ORDER BY shobj_description(oid, 'pg_database') DESC OFFSET %s",
        [f"{TEMPLATE}{kind}_", KEPT_TEMPLATES],
    )
    for (name,) in rows.fetchall():
        drop(connection, name)


def django(command: Sequence[str], database: str, **environment: str) -> None:
    """Run a management command on a database, in a process of its own, on the day of the seeded site."""
    path = [str(ROOT / "site"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    variables = {**os.environ, **environment, "DATABASE_URL": url_of(database)}
    variables |= {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "PYTHONPATH": os.pathsep.join(path)}
    line = [sys.executable, "-m", "django" if command[0] == "migrate" else "tests.plugins.clock", *command]
    result = subprocess.run(line, env=variables, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        said = f"{result.stdout[-2000:]}\n{result.stderr[-6000:]}"
        raise RuntimeError(f"{' '.join(command)} failed on {database}:\n{said}")
