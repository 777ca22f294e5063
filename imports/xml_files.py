"""XML read element by element; declarations of entities are refused before anything is expanded."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, TypeAlias, cast
from xml.etree import ElementTree as ET
from xml.parsers.expat import errors as expat

from django.utils.translation import gettext as _

from imports.csv_files import Advance
from imports.faults import FileRefusedError
from imports.inputs import Input
from imports.records import Record

BLOCK = 1 << 16
Parser: TypeAlias = "ET.XMLPullParser[Any]"
TRUNCATED = {
    expat.codes[text]
    for text in (
        expat.XML_ERROR_NO_ELEMENTS,
        expat.XML_ERROR_UNCLOSED_TOKEN,
        expat.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


def child_texts(element: ET.Element) -> dict[str, str]:
    """The text of each direct child, by tag."""
    return {child.tag: child.text or "" for child in element}


@dataclass(frozen=True)
class XmlFormat:
    """`item` is the tag of one record, directly under the root named `root`; `cells` flattens it."""

    root: str
    item: str
    cells: Callable[[ET.Element], Mapping[str, str]] = child_texts

    def records(self, file: Input, advance: Advance = lambda _count: None) -> Iterator[Record]:
        """Stream the records; their line is their rank in the file, from 1."""
        for rank, element in self._elements(file, advance):
            yield Record(rank, self.cells(element), file.name)

    def _elements(self, file: Input, advance: Advance) -> Iterator[tuple[int, ET.Element]]:
        """Pairs of rank and element; each element is forgotten after use."""
        parser: Parser = ET.XMLPullParser(events=("start", "end"))
        try:
            with file.open() as stream:
                yield from self._items(parser, stream, file.name, advance)
        except ET.ParseError as error:
            raise FileRefusedError(_message(file.name, error)) from error

    def _items(
        self, parser: Parser, stream: IO[bytes], name: str, advance: Advance
    ) -> Iterator[tuple[int, ET.Element]]:
        root: ET.Element | None = None
        depth, rank = 0, 0
        for _block in self._feed(parser, stream, name, advance):
            for event, element in cast("Iterator[tuple[str, ET.Element]]", parser.read_events()):
                depth += 1 if event == "start" else -1
                if root is None:
                    root = self._root(element, name)
                elif event == "end" and depth == 1 and element.tag == self.item:
                    rank += 1
                    yield rank, element
                    root.clear()

    def _feed(self, parser: Parser, stream: IO[bytes], name: str, advance: Advance) -> Iterator[int]:
        """Give the parser one block after the other; each step means that events may be read."""
        first = True
        while block := stream.read(BLOCK):
            if first and not block.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                raise FileRefusedError(_("« %(file)s » n’est pas un fichier XML.") % {"file": name})
            if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
                raise FileRefusedError(
                    _("« %(file)s » déclare des entités XML : ce n’est pas un fichier de données ordinaire.")
                    % {"file": name}
                )
            first = False
            parser.feed(block)
            advance(len(block))
            yield len(block)
        parser.close()
        yield 0

    def _root(self, element: ET.Element, name: str) -> ET.Element:
        if element.tag != self.root:
            raise FileRefusedError(
                _(
                    "« %(file)s » contient <%(found)s> au lieu de <%(expected)s> : ce n’est pas le fichier attendu."
                )
                % {"file": name, "found": element.tag, "expected": self.root}
            )
        return element

    def accepts(self, file: Input) -> bool:
        try:
            next(self.records(file), None)
        except FileRefusedError:
            return False
        return True


def _message(name: str, error: ET.ParseError) -> str:
    line, column = error.position
    if error.code in TRUNCATED:
        return _("« %(file)s » s’arrête au milieu : le fichier est coupé. Téléchargez-le de nouveau.") % {
            "file": name
        }
    return _("« %(file)s », ligne %(line)d, caractère %(column)d : le XML est abîmé.") % {
        "file": name,
        "line": line,
        "column": column,
    }
