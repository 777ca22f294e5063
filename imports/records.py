"""One record of a file and the ways to read its cells. A bad cell is noted, the row is then set aside."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from imports.faults import Fault

T = TypeVar("T")

SEPARATOR = re.compile(r"\s*\|\s*")
SPACES = re.compile(r"\s+")


class Record:
    """Cells by column name; faults gather in `faults`."""

    __slots__ = ("cells", "faults", "file", "line")

    def __init__(self, line: int, cells: Mapping[str, str], file: str = "") -> None:
        self.line = line
        self.cells = cells
        self.file = file
        self.faults: list[Fault] = []

    def refuse(self, column: str, message: str) -> None:
        self.faults.append(Fault(self.line, column, message, self.file))

    def text(self, column: str, *, required: bool = False, empty: tuple[str, ...] = ()) -> str:
        """The cell on one line, without edge blanks; the words of `empty` mean nothing."""
        value = SPACES.sub(" ", self.cells.get(column) or "").strip()
        if value in empty:
            value = ""
        if required and not value:
            self.refuse(column, _("La cellule est vide alors qu’elle est obligatoire."))
        return value

    def paragraphs(self, column: str) -> str:
        """A cell of several lines, kept as it stands."""
        return (self.cells.get(column) or "").replace("\r\n", "\n").strip()

    def code(self, column: str, pattern: re.Pattern[str], example: str, *, required: bool = True) -> str:
        """A code of a known shape."""
        value = self.text(column, required=required)
        if value and not pattern.fullmatch(value):
            self.refuse(
                column,
                _("« %(value)s » n’a pas la forme attendue, par exemple %(example)s.")
                % {"value": shorten(value), "example": example},
            )
        return value

    def codes(self, column: str, pattern: re.Pattern[str], example: str) -> list[str]:
        """One or several codes separated by « | », each once, in order."""
        values = [part for part in SEPARATOR.split(self.text(column, required=True)) if part]
        for value in values:
            if not pattern.fullmatch(value):
                self.refuse(
                    column,
                    _("Parmi les codes, « %(value)s » n’a pas la forme attendue, par exemple %(example)s.")
                    % {"value": shorten(value), "example": example},
                )
        return list(dict.fromkeys(values))

    def flag(self, column: str, yes: str = "O", no: str = "N") -> bool | None:
        """True, False, or None for an empty cell: not assessed."""
        value = self.text(column)
        if value not in {yes, no, ""}:
            self.refuse(
                column,
                _("« %(value)s » n’est pas compris : attendu %(yes)s, %(no)s ou rien.")
                % {"value": shorten(value), "yes": yes, "no": no},
            )
        return {yes: True, no: False}.get(value)

    def choice(self, column: str, choices: Mapping[str, T], *, required: bool = True) -> T | None:
        """The meaning of a label out of a closed list."""
        value = self.text(column, required=required)
        if value and value not in choices:
            self.refuse(
                column,
                _("« %(value)s » n’est pas dans la liste : %(choices)s.")
                % {"value": shorten(value), "choices": ", ".join(key for key in choices if key)},
            )
        return choices.get(value)

    def integer(self, column: str, *, required: bool = False) -> int | None:
        return self._number(column, int, _("un nombre entier"), required)

    def decimal(self, column: str, *, required: bool = False) -> float | None:
        """A number written with a point or a comma."""
        return self._number(column, lambda value: float(value.replace(",", ".")), _("un nombre"), required)

    def _number(self, column: str, read: Callable[[str], T], kind: str, required: bool) -> T | None:
        value = self.text(column, required=required)
        if not value:
            return None
        try:
            return read(value)
        except ValueError:
            self.refuse(
                column, _("« %(value)s » n’est pas %(kind)s.") % {"value": shorten(value), "kind": kind}
            )
            return None

    def bounded(self, column: str, low: float, high: float) -> float | None:
        """A decimal number between two bounds: a latitude outside the country is a swapped column."""
        value = self.decimal(column)
        if value is not None and not low <= value <= high:
            self.refuse(
                column,
                _("%(value)s est hors des bornes attendues, de %(low)s à %(high)s.")
                % {"value": value, "low": low, "high": high},
            )
        return value


def shorten(value: Any, limit: int = 60) -> str:
    """A value quoted in a message."""
    text = str(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
