"""What a column of the database can hold: longer texts and larger numbers are faults of their row."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from imports.records import Record
from imports.source import Part, Row, Table


@dataclass(frozen=True, slots=True)
class Bounds:
    """Longest text by column, and smallest and largest whole number."""

    lengths: dict[str, int]
    ranges: dict[str, tuple[int, int]]


def bounds_of(table: Table) -> Bounds:
    """Read from the model, once per import."""
    lengths, ranges = {}, {}
    for name in table.columns:
        field = table.model_field(name)
        if getattr(field, "max_length", None):
            lengths[name] = field.max_length
        low, high = _range(field.get_internal_type())
        if high is not None:
            ranges[name] = (low or 0, high)
    return Bounds(lengths, ranges)


def _range(internal_type: str) -> tuple[int | None, int | None]:
    try:
        return connection.ops.integer_field_range(internal_type)
    except KeyError:  # not a whole number
        return None, None


def check_bounds(row: Row, bounds: Bounds, part: Part, record: Record) -> None:
    """Note a fault for each value that the database would refuse."""
    for name, limit in bounds.lengths.items():
        value = getattr(row, name)
        if isinstance(value, str) and len(value) > limit:
            record.refuse(
                part.headers.get(name, name),
                _("Le texte a %(length)d caractères, %(limit)d au plus.")
                % {"length": len(value), "limit": limit},
            )
    for name, (low, high) in bounds.ranges.items():
        value = getattr(row, name)
        if isinstance(value, int) and not low <= value <= high:
            record.refuse(
                part.headers.get(name, name),
                _("%(value)d est hors des bornes, de %(low)d à %(high)d.")
                % {"value": value, "low": low, "high": high},
            )
