"""How an app describes a source: its files, the tables they fill, and how one record becomes rows."""

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Protocol

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from imports.csv_files import Advance
from imports.faults import FileRefusedError
from imports.inputs import Input, Inputs
from imports.records import Record


class Unset(enum.Enum):
    """The file does not know this field: what the site has is kept."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET
KEY_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: subclasses are frozen, their fields are the model's column names (`rome_id`)."""

    def known(self) -> dict[str, Any]:
        """Values by column, without those that the file does not know."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value for name, value in values.items() if value is not UNSET}


class Format(Protocol):
    def records(self, file: Input, advance: Advance = ...) -> Iterator[Record]: ...

    def accepts(self, file: Input) -> bool: ...


Parse = Callable[[Record], Iterable[Row]]


@dataclass(frozen=True)
class Part:
    """One file of a source: the names it bears, in order of preference, its format, its reader."""

    name: str
    patterns: tuple[str, ...]
    format: Format
    parse: Parse
    main: bool = False  # a folder must hold one of these; the others complete it
    group: str = ""  # of the parts of one group, only the first found is read
    headers: Mapping[str, str] = field(default_factory=dict)  # our column: its name in the file, for messages
    weak: frozenset[str] = frozenset()  # columns too poor to replace what the site has: for new records only
    repeats: tuple[type[Row], ...] = ()  # rows that may stand on several lines, always alike
    first_wins: bool = False  # of two lines of one key, the second is set aside; else the file is refused

    def find(self, inputs: Inputs) -> Input | None:
        """The file of this part, by its name. Two candidates refuse the whole."""
        for pattern in self.patterns:
            found = inputs.matching(re.compile(pattern, re.IGNORECASE))
            if len(found) > 1:
                raise FileRefusedError(
                    _("Plusieurs fichiers peuvent être « %(part)s » : %(names)s. Donnez le chemin d’un seul.")
                    % {"part": self.name, "names": ", ".join(file.name for file in found)}
                )
            if found:
                return found[0]
        return None


@dataclass(frozen=True)
class Reference:
    """A column that must name an existing row of `model`, already known or in the same import."""

    column: str
    model: type[Model]
    label: str | Promise
    soft: bool = False  # an unknown code drops this row alone, not the whole line it stands on


@dataclass(frozen=True)
class Table:
    """Where rows go. `required` columns make a new record possible; `owner` allows removals (see `removals.py`)."""

    name: str
    model: type[Model]
    row: type[Row]
    key: tuple[str, ...]
    label: str | Promise
    required: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    owner: str = ""
    gathers: str = ""  # a list column that each of the repeated lines adds to

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that this table may write, key first."""
        return tuple(item.name for item in fields(self.row))

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name not in self.key)

    def column(self, name: str) -> str:
        """The database column behind one of `columns`."""
        return self.model_field(name).column

    def model_field(self, name: str) -> Any:
        return next(item for item in self.model._meta.concrete_fields if item.attname == name)

    def key_of(self, values: Mapping[str, Any]) -> str:
        return KEY_SEPARATOR.join(str(values[name]) for name in self.key)


@dataclass(frozen=True)
class Source:
    """A name for the command line, what it says of itself, its files and tables in the order of writing."""

    name: str
    label: str | Promise
    producteur: str
    licence: str
    parts: tuple[Part, ...]
    tables: tuple[Table, ...]
    rank: int = 0  # a source comes after those it refers to
    default_files: tuple[str, ...] = ()  # under the folder named by REFERENCE_DATA
    millesime: Callable[[Iterable[Input]], str] = field(default=lambda _files: "")
    before: Callable[[], None] = field(
        default=lambda: None
    )  # reads what `parse` needs: it may not ask the database

    def choose(self, inputs: Inputs) -> list[tuple[Part, Input]]:
        """Which file is which part. Raises FileRefusedError when nothing is recognised."""
        chosen: list[tuple[Part, Input]] = []
        groups: set[str] = set()
        for part in self.parts:
            file = part.find(inputs) if part.group not in groups else None
            if file is not None:
                chosen.append((part, file))
                groups |= {part.group} - {""}
        if len(inputs.files) == 1:
            return chosen or [(self._recognise(inputs.files[0]), inputs.files[0])]
        if not any(part.main for part, _file in chosen):
            raise FileRefusedError(
                _("Il manque le fichier principal, « %(names)s », parmi ceux qui ont été donnés.")
                % {"names": " » ou « ".join(part.name for part in self.parts if part.main)}
            )
        return chosen

    def _recognise(self, file: Input) -> Part:
        """A renamed file is known by its columns; else, read as the main part, it will say what is wrong with it."""
        for part in self.parts:
            if part.format.accepts(file):
                return part
        return next(part for part in self.parts if part.main)


_sources: dict[str, Source] = {}
_models: dict[type[Model], set[str]] = {}


def register(source: Source) -> None:
    """Called from `ready()` of the app that owns the tables."""
    _sources[source.name] = source
    for table in source.tables:
        _models.setdefault(table.model, set()).update(table.values)


def sources() -> dict[str, Source]:
    """All sources by name, in the order in which one may need another."""
    return dict(sorted(_sources.items(), key=lambda item: item[1].rank))


def imported_columns(model: type[Model]) -> set[str]:
    """The columns of a model that imports write; empty for a model they do not know."""
    return _models.get(model, set())
