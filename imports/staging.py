"""Where rows wait: a temporary table of PostgreSQL, so that memory does not grow with the file.

Duplicates, unknown codes and rows without their own record are found there by the database, before anything is
written. All of it lives in the transaction of the import and goes with it.
"""

# ruff: noqa: S608 - only names of our own tables and columns stand in the queries; values are parameters

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from imports.faults import CAP, Fault, FaultLog
from imports.inputs import Input
from imports.source import KEY_SEPARATOR, Part, Reference, Row, Source, Table

FETCH = 2_000

CREATE = """
    DROP TABLE IF EXISTS import_staging, import_refused;
    CREATE TEMP TABLE import_staging (
        target smallint NOT NULL, key text COLLATE "C" NOT NULL, part smallint NOT NULL, line integer NOT NULL,
        data jsonb NOT NULL, live boolean NOT NULL DEFAULT true
    ) ON COMMIT DROP;
    CREATE TEMP TABLE import_refused (part smallint, line integer, value text, key text) ON COMMIT DROP
"""
INDEX = """
    CREATE INDEX ON import_staging (target, key);
    CREATE INDEX ON import_staging (part, line);
    ANALYZE import_staging
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """One record to compare: its key and what the files together know of it."""

    key: str
    values: dict[str, Any]
    fallback: dict[str, Any]  # for a new record only


@dataclass(frozen=True, slots=True)
class _Check:
    """What to show of a line that fails: an SQL expression, our column, a message with `value`."""

    value: str
    column: str
    message: str
    only: int | None = None  # drop rows of this target alone


class Staging:
    """The waiting rows of one import. Use inside its transaction."""

    def __init__(self, source: Source, chosen: Sequence[tuple[Part, Input]]) -> None:
        self.tables = source.tables
        self._target = {table.row: index for index, table in enumerate(source.tables)}
        self._names = [file.name for _part, file in chosen]
        self._parts = [part for part, _file in chosen]
        self.refused: dict[int, int] = {}  # lines set aside here, by part

    def load(self, rows: Iterable[tuple[int, int, Row]]) -> None:
        """Copy triples of part, line and row."""
        with connection.cursor() as cursor:
            cursor.execute(CREATE)
            with cursor.copy("COPY import_staging (target, key, part, line, data) FROM STDIN") as copy:
                for part, line, row in rows:
                    target = self._target[type(row)]
                    values = row.known()
                    key = self.tables[target].key_of(values)
                    copy.write_row((target, key, part, line, json.dumps(values, ensure_ascii=False)))
            cursor.execute(INDEX)

    def target_of(self, table: Table) -> int:
        return self._target[table.row]

    def duplicates(self, table: Table) -> list[Fault]:
        """The same key on several lines of one file; where repeats are usual, saying different things."""
        parts = dict(enumerate(self._parts))
        strict = [
            index for index, part in parts.items() if table.row not in part.repeats and not part.first_wins
        ]
        alike = [index for index, part in parts.items() if table.row in part.repeats and not part.first_wins]
        found = _fetch(
            f"SELECT part, (array_agg(line ORDER BY line))[1:5], key, count(DISTINCT data - '{table.gathers}') "
            "FROM import_staging WHERE target = %s GROUP BY part, key HAVING part = ANY(%s) AND count(*) > 1 "
            f"OR part = ANY(%s) AND count(DISTINCT data - '{table.gathers}') > 1 "
            f"ORDER BY 1, 2 LIMIT {CAP}",
            [self.target_of(table), strict, alike],
        )
        return [
            Fault(
                lines[-1], self._header(part, table.key[-1]), _twice(key, lines, different), self._names[part]
            )
            for part, lines, key, different in found
        ]

    def _header(self, part: int, column: str) -> str:
        return self._parts[part].headers.get(column, column)

    def set_aside(self, log: FaultLog) -> None:
        """Mark the lines that name an unknown code or describe nothing known; again, until none is left."""
        for table in self.tables:
            self._repeated(table, log)
        while sum([self._incomplete(table, log) + self._unknown(table, log) for table in self.tables]):
            pass

    def _repeated(self, table: Table, log: FaultLog) -> int:
        tolerant = [index for index, part in enumerate(self._parts) if part.first_wins]
        condition = (
            "s.target = %s AND s.part = ANY(%s) AND s.live AND EXISTS (SELECT FROM import_staging t WHERE "
            "t.target = s.target AND t.key = s.key AND t.part = s.part AND t.line < s.line AND t.data <> s.data)"
        )
        message = _(
            "« %(value)s » a déjà été lu plus haut avec d’autres valeurs : la première ligne est gardée."
        )
        return self._refuse(
            _Check("s.key", table.key[-1], message), condition, [self.target_of(table), tolerant], log
        )

    def _incomplete(self, table: Table, log: FaultLog) -> int:
        if not table.required:
            return 0
        target, required = self.target_of(table), list(table.required)
        condition = (
            f"s.target = %s AND s.live AND NOT s.data ?& %s AND NOT {_exists(table, 's.key')} "
            "AND NOT EXISTS (SELECT FROM import_staging t WHERE t.target = s.target AND t.key = s.key AND t.live "
            "AND t.data ?& %s)"
        )
        message = _("« %(value)s » est inconnu : aucune fiche de ce code n’existe.")
        check = _Check("s.key", table.key[-1], message)
        return self._refuse(check, condition, [target, required, required], log)

    def _unknown(self, table: Table, log: FaultLog) -> int:
        return sum(self._unknown_reference(table, reference, log) for reference in table.references)

    def _unknown_reference(self, table: Table, reference: Reference, log: FaultLog) -> int:
        value = f"s.data ->> '{reference.column}'"
        model = reference.model._meta
        condition = (
            f"s.target = %s AND s.live AND {value} <> '' AND NOT EXISTS (SELECT FROM {_quoted(model.db_table)} m "
            f"WHERE m.{_quoted(model.pk.column)}::text = {value})"
        )
        parameters: list[Any] = [self.target_of(table)]
        for other in self.tables:
            if other.model is reference.model and other.key == (model.pk.attname,):
                condition += (
                    f" AND NOT EXISTS (SELECT FROM import_staging t WHERE t.target = %s AND t.live "
                    f"AND t.key = {value})"
                )
                parameters.append(self.target_of(other))
        message = _("%(label)s « %%(value)s » : ce code est inconnu.") % {
            "label": capfirst(str(reference.label))
        }
        check = _Check(
            value, reference.column, message, None if not reference.soft else self.target_of(table)
        )
        return self._refuse(check, condition, parameters, log)

    def _refuse(self, check: "_Check", condition: str, parameters: list[Any], log: FaultLog) -> int:
        """Set aside the lines (or, for a soft check, the rows) that meet `condition`; returns how many."""
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE import_refused")
            cursor.execute(
                f"INSERT INTO import_refused SELECT s.part, s.line, {check.value}, s.key "
                f"FROM import_staging s WHERE {condition}",
                parameters,
            )
            if not cursor.rowcount:
                return 0
            cursor.execute(
                "UPDATE import_staging s SET live = false FROM import_refused r WHERE r.part = s.part "
                "AND r.line = s.line AND (%s IS NULL OR s.target = %s AND s.key = r.key)",
                [check.only, check.only],
            )
        if check.only is None:
            for part, number in _fetch(
                "SELECT part, count(DISTINCT line) FROM import_refused GROUP BY part", []
            ):
                self.refused[part] = self.refused.get(part, 0) + number
        return self._tell(check, log)

    def _tell(self, check: "_Check", log: FaultLog) -> int:
        shown = _fetch(
            f"SELECT DISTINCT part, line, value FROM import_refused ORDER BY part, line LIMIT {CAP}",
            [],
        )
        for part, line, text in shown:
            fault = check.message % {"value": text.replace(KEY_SEPARATOR, " → ")}
            log.add(Fault(line, self._header(part, check.column), fault, self._names[part]))
        count = _fetch("SELECT count(DISTINCT (part, line, value)) FROM import_refused", [])[0][0]
        log.total += count - len(shown)
        return count

    def merged(self, table: Table) -> Iterator[Merged]:
        """The records of a table in key order; where files disagree, the first part of the source wins."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                "SELECT key, part, data FROM import_staging WHERE target = %s AND live ORDER BY key, part, line",
                [self.target_of(table)],
            )
            for key, rows in groupby(_stream(cursor), key=itemgetter(0)):
                yield self._merge(table, key, rows)

    def _merge(self, table: Table, key: str, rows: Iterable[tuple[str, int, str]]) -> Merged:
        record = Merged(key, {}, {})
        gathering: int | None = None
        for _key, part, data in rows:
            values = json.loads(data)
            if gathering is None and table.gathers in values:
                gathering = part
            elif gathering == part:
                known = record.values[table.gathers]
                known.extend(item for item in values[table.gathers] if item not in known)
            for name, value in values.items():
                (record.fallback if name in self._parts[part].weak else record.values).setdefault(name, value)
        if gathering is not None:
            record.values[table.gathers].sort()
        return record

    def count(self, table: Table) -> int:
        return _fetch("SELECT count(*) FROM import_staging WHERE target = %s", [self.target_of(table)])[0][0]

    def absent(self, table: Table) -> int:
        """How many records of the site the files do not name."""
        return _fetch(
            f"SELECT count(*) FROM {_quoted(table.model._meta.db_table)} m WHERE NOT EXISTS "
            f"(SELECT FROM import_staging s WHERE s.target = %s AND s.key = {_key_of(table)})",
            [self.target_of(table)],
        )[0][0]

    def removable(self, table: Table) -> list[Any]:
        """Primary keys of links that their owner no longer has; owners with a refused line keep theirs."""
        owner, target = f"data ->> '{table.owner}'", self.target_of(table)
        column = f"m.{_quoted(table.column(table.owner))}::text"
        rows = _fetch(
            f"SELECT m.{_quoted(table.model._meta.pk.column)} FROM {_quoted(table.model._meta.db_table)} m "
            f"WHERE {column} IN (SELECT {owner} FROM import_staging WHERE target = %s AND live) "
            f"AND {column} NOT IN (SELECT {owner} FROM import_staging WHERE target = %s AND NOT live) "
            f"AND NOT EXISTS (SELECT FROM import_staging s WHERE s.target = %s AND s.key = {_key_of(table)})",
            [target, target, target],
        )
        return [pk for (pk,) in rows]


def _twice(key: str, lines: list[int], different: int) -> str:
    if different > 1:
        message = _("« %(key)s » est décrit de plusieurs façons, lignes %(lines)s.")
    else:
        message = _("« %(key)s » est là plusieurs fois, lignes %(lines)s.")
    place = ", ".join(str(line) for line in lines)
    return message % {"key": key.replace(KEY_SEPARATOR, " → "), "lines": place}


def _quoted(name: str | None) -> str:
    assert name  # noqa: S101 - a concrete field has a column
    return connection.ops.quote_name(name)


def _key_of(table: Table) -> str:
    """The key of a row of the site as the staging table writes it."""
    columns = [table.column(name) for name in table.key]
    return f" || '{KEY_SEPARATOR}' || ".join(f"m.{_quoted(column)}::text" for column in columns)


def _exists(table: Table, key: str) -> str:
    return f"EXISTS (SELECT FROM {_quoted(table.model._meta.db_table)} m WHERE {_key_of(table)} = {key})"


def _fetch(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _stream(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(FETCH):
        yield from rows
