"""What an import would change: records received against records known, a thousand at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from imports.locks import locks_of
from imports.models import FieldLock
from imports.source import Table
from imports.staging import Merged

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Changed:
    """A known record whose values differ: only the columns that change."""

    pk: Any
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(slots=True)
class Diff:
    """The difference for one chunk."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: int = 0
    locked: int = 0
    proposals: list[FieldLock] = field(default_factory=list)


def chunks(records: Iterable[Merged]) -> Iterator[list[Merged]]:
    source = iter(records)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def diff(table: Table, received: list[Merged]) -> Diff:
    """Compare a chunk with the site. Columns that no file knows are left out."""
    current = _current(table, received)
    pk_name = table.model._meta.pk.attname
    locks = locks_of(table.model, [values[pk_name] for values in current.values()]) if current else {}
    result = Diff()
    for record in received:
        known = current.get(record.key)
        if known is None:
            result.added.append({**record.fallback, **record.values})
            continue
        changed = _changed(record.values, known)
        kept = _respect(locks.get(str(known[pk_name]), {}), changed, result)
        if kept:
            before = {name: known[name] for name in kept}
            result.changed.append(Changed(known[pk_name], before, kept))
        else:
            result.unchanged += 1
    return result


def _current(table: Table, received: list[Merged]) -> dict[str, dict[str, Any]]:
    first = table.key[0]
    wanted = {record.values[first] for record in received}
    columns = {*table.columns, table.model._meta.pk.attname}
    rows = table.model._base_manager.filter(**{f"{first}__in": wanted}).values(*columns)
    keys = {record.key for record in received}
    return {key: row for row in rows if (key := table.key_of(row)) in keys}


def _changed(values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if known[name] != value}


def _respect(locks: Mapping[str, FieldLock], changed: dict[str, Any], result: Diff) -> dict[str, Any]:
    """Drop the locked columns; a value not yet proposed is noted on its lock."""
    for name in changed.keys() & locks.keys():
        result.locked += 1
        if locks[name].propose != changed[name]:
            locks[name].propose = changed[name]
            result.proposals.append(locks[name])
    return {name: value for name, value in changed.items() if name not in locks}
