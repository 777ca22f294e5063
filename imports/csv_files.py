"""CSV as the producers publish it, read line by line; whatever makes a file doubtful refuses it whole."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.faults import FileRefusedError
from imports.inputs import Input
from imports.records import Record, shorten

MAX_LINE_BYTES = 1 << 20
DELIMITERS = (";", ",", "\t")
BOM = b"\xef\xbb\xbf"
SIGNATURES = (
    (b"PK\x03\x04", gettext_lazy("une archive ZIP ou un classeur Excel")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("un ancien classeur Excel")),
    (b"%PDF", gettext_lazy("un document PDF")),
    (b"\x1f\x8b", gettext_lazy("une archive GZIP")),
    (b"\x89PNG", gettext_lazy("une image")),
    (b"\xff\xd8", gettext_lazy("une image")),
    (b"{", gettext_lazy("un fichier JSON")),
    (b"[", gettext_lazy("un fichier JSON")),
    (b"<", gettext_lazy("un fichier XML ou une page web")),
)
NUMERIC = re.compile(r"[+-]?[\d\s\u00a0\u202f.,]+%?")

Advance = Callable[[int], None]


@dataclass(frozen=True)
class CsvFormat:
    """The columns that must be there; others are ignored. `encoding` is that of the producer's documentation."""

    columns: tuple[str, ...]
    encoding: str = "utf-8"
    optional: tuple[str, ...] = field(default=())

    def records(self, file: Input, advance: Advance = lambda _count: None) -> Iterator[Record]:
        """Stream the records; raises FileRefusedError at the first fault of the file."""
        with file.open() as stream:
            lines = _Lines(file.name, stream, self.encoding, advance)
            yield from _read(lines, self)

    def accepts(self, file: Input) -> bool:
        """Whether the header has the columns: how a renamed file is recognised."""
        try:
            next(self.records(file), None)
        except FileRefusedError:
            return False
        return True


class _Lines:
    """Decoded lines of a stream, with the number of the last one and whether it was complete."""

    def __init__(self, name: str, stream: object, encoding: str, advance: Advance) -> None:
        self.name = name
        self.number = 0
        self.complete = True
        self._stream = stream
        self._encoding = encoding
        self._advance = advance

    def __iter__(self) -> Iterator[str]:
        while raw := self._stream.readline(MAX_LINE_BYTES):  # type: ignore[attr-defined]  # binary stream
            self.number += 1
            self._advance(len(raw))
            if self.number == 1:
                raw = self._first(raw)
            if b"\0" in raw or len(raw) >= MAX_LINE_BYTES:
                raise FileRefusedError(
                    _("« %(file)s » n’est pas un fichier CSV : la ligne %(line)d n’est pas du texte.")
                    % {"file": self.name, "line": self.number}
                )
            self.complete = raw.endswith(b"\n")
            yield self._decode(raw)

    def _first(self, raw: bytes) -> bytes:
        for signature, kind in SIGNATURES:
            if raw.lstrip().startswith(signature):
                raise FileRefusedError(
                    _("« %(file)s » est %(kind)s, pas un fichier CSV.") % {"file": self.name, "kind": kind}
                )
        return raw.removeprefix(BOM)

    def _decode(self, raw: bytes) -> str:
        try:
            return raw.decode(self._encoding)
        except UnicodeDecodeError as error:
            raise FileRefusedError(
                _(
                    "« %(file)s », ligne %(line)d : les accents ne sont pas en %(encoding)s. Dans un tableur, "
                    "enregistrez le fichier au format « CSV UTF-8 », puis recommencez."
                )
                % {"file": self.name, "line": self.number, "encoding": self._encoding.upper()}
            ) from error


def _read(lines: _Lines, expected: CsvFormat) -> Iterator[Record]:
    source = iter(lines)
    head = next(source, "")
    if not head.strip():
        raise FileRefusedError(_("« %(file)s » est vide.") % {"file": lines.name})
    delimiter = max(DELIMITERS, key=head.count)
    columns = _columns(lines, next(csv.reader([head], delimiter=delimiter)), expected)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    start = 2
    try:
        for cells in reader:
            if cells:
                record = Record(start, dict(zip(columns, cells, strict=False)), lines.name)
                _check_cells(record, cells, len(columns), lines)
                yield record
            start = lines.number + 1
    except csv.Error as error:
        raise FileRefusedError(_csv_message(lines, start, str(error))) from error
    if not lines.complete:
        raise _truncated(lines, lines.number)


def _columns(lines: _Lines, found: list[str], expected: CsvFormat) -> list[str]:
    names = [" ".join(name.split()) for name in found]
    missing = [name for name in expected.columns if name not in names]
    if missing:
        raise FileRefusedError(
            _("« %(file)s » : il manque %(missing)s. Colonnes trouvées : %(found)s.")
            % {
                "file": lines.name,
                "missing": ", ".join(f"«\u00a0{name}\u00a0»" for name in missing),
                "found": shorten(", ".join(names), 400),
            }
        )
    twice = sorted({name for name in names if name in expected.columns and names.count(name) > 1})
    if twice:
        raise FileRefusedError(
            _("« %(file)s » : la colonne « %(name)s » est là deux fois.")
            % {"file": lines.name, "name": twice[0]}
        )
    return names


def _check_cells(record: Record, cells: list[str], width: int, lines: _Lines) -> None:
    for column, cell in record.cells.items():
        if is_formula(cell):
            raise FileRefusedError(
                _(
                    "« %(file)s », ligne %(line)d, colonne « %(column)s » : « %(cell)s » est une formule de tableur. "
                    "Un fichier de données n’en contient pas : rien n’a été repris."
                )
                % {"file": lines.name, "line": record.line, "column": column, "cell": shorten(cell)}
            )
    if len(cells) == width:
        return
    if len(cells) < width and not lines.complete:
        raise _truncated(lines, record.line)
    record.refuse(
        "",
        _("La ligne a %(found)d cellules au lieu de %(expected)d : un séparateur manque ou est de trop.")
        % {"found": len(cells), "expected": width},
    )


def is_formula(cell: str) -> bool:
    """A cell that a spreadsheet would run. « - du titre » is prose, « -12,5 » a number, a lone « - » a blank."""
    if cell[:1] not in {"=", "+", "-", "@", "\t", "\r"} or not cell.strip(" -"):
        return False
    if cell[0] in "+-":
        return not cell[1:2].isspace() and not NUMERIC.fullmatch(cell)
    return True


def _truncated(lines: _Lines, line: int) -> FileRefusedError:
    return FileRefusedError(
        _(
            "« %(file)s » s’arrête au milieu de la ligne %(line)d : le fichier est coupé. Téléchargez-le de nouveau. "
            "S’il est complet, ajoutez un retour à la ligne à la fin."
        )
        % {"file": lines.name, "line": line}
    )


def _csv_message(lines: _Lines, start: int, error: str) -> str:
    if "end of data" in error:
        return _(
            "« %(file)s », ligne %(line)d : un guillemet ouvert n’est jamais fermé ; le fichier est coupé ou abîmé."
        ) % {"file": lines.name, "line": start}
    return _("« %(file)s », ligne %(line)d : les guillemets ou les séparateurs sont mal placés.") % {
        "file": lines.name,
        "line": start,
    }
