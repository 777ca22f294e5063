"""The little Markdown that writers use here: headings, paragraphs, lists, tables, quotes, bold, links.

A node keeps its line, so that every fault is said where it stands. Standard: CommonMark for what is accepted, nothing
more (no HTML, no image, no nested list).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from demo.loader.errors import Faute, FauteError

HEADING = re.compile(r"(#{2,3}) +(.+?)(?: *\{([a-z_]+)\})? *$")
BULLET = re.compile(r"(?:[-*]|\d+\.) +(.*)")
ORDERED = re.compile(r"\d+\. ")
RULE = re.compile(r"\|[ :|-]+\|")


@dataclass
class Paragraph:
    text: str
    line: int


@dataclass
class Item:
    text: str
    line: int


@dataclass
class ListNode:
    items: list[Item]
    ordered: bool
    line: int


@dataclass
class Table:
    header: list[str]
    rows: list[tuple[int, list[str]]]
    line: int


@dataclass
class Quote:
    """A `>` block: its lines joined, the last one starting with a dash is the author."""

    text: str
    author: str
    line: int


Node = Paragraph | ListNode | Table | Quote


@dataclass
class Section:
    """A heading (level 2 or 3), the mark in braces if any, and what follows until the next one."""

    title: str
    line: int
    mark: str = ""
    nodes: list[Node] = field(default_factory=list)
    subsections: list["Section"] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [node for node in self.nodes if isinstance(node, Paragraph)]

    @property
    def items(self) -> list[Item]:
        return [item for node in self.nodes if isinstance(node, ListNode) for item in node.items]

    @property
    def tables(self) -> list[Table]:
        return [node for node in self.nodes if isinstance(node, Table)]

    @property
    def quotes(self) -> list[Quote]:
        return [node for node in self.nodes if isinstance(node, Quote)]


def parse(text: str, name: str, first_line: int) -> list[Section]:
    """Sections of level 2; what stands before the first heading is a section without title."""
    sections: list[Section] = []
    for number, block in _blocks(text.splitlines(), first_line):
        match = HEADING.fullmatch(block[0])
        if match:
            section = Section(match[2], number, match[3] or "")
            if len(match[1]) == 3:
                if not sections:
                    raise FauteError(Faute(name, number, "un titre « ### » vient sous un titre « ## »."))
                sections[-1].subsections.append(section)
            else:
                sections.append(section)
            continue
        if block[0].startswith("#"):
            raise FauteError(
                Faute(name, number, "titre incompris : écrire « ## Titre » ou « ### Sous-titre ».")
            )
        if not sections:
            sections.append(Section("", number))
        target = sections[-1].subsections[-1] if sections[-1].subsections else sections[-1]
        target.nodes.append(_node(block, number, name))
    return sections


def _blocks(lines: list[str], first_line: int) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines without blank line; a heading is a run of its own; comments are dropped."""
    block: list[str] = []
    start = first_line
    commented = False
    for number, line in enumerate([*lines, ""], first_line):
        if line.strip().startswith("<!--"):
            commented = True
        if commented:
            commented = "-->" not in line
            continue
        blank, heading = not line.strip(), line.startswith("#")
        if block and (blank or heading):
            yield start, block
            block = []
        if heading:
            yield number, [line.rstrip()]
        elif not blank:
            if not block:
                start = number
            block.append(line.rstrip())


def _node(block: list[str], number: int, name: str) -> Node:
    first = block[0]
    if first.startswith(">"):
        return _quote(block, number)
    if first.startswith("|"):
        return _table(block, number, name)
    if BULLET.match(first):
        return _list(block, number)
    for offset, line in enumerate(block):
        if BULLET.match(line):
            raise FauteError(Faute(name, number + offset, "laisser une ligne vide avant la liste."))
    return Paragraph(" ".join(line.strip() for line in block), number)


def _list(block: list[str], number: int) -> ListNode:
    items: list[Item] = []
    for offset, line in enumerate(block):
        match = BULLET.match(line)
        if match:
            items.append(Item(match[1].strip(), number + offset))
        else:
            items[-1].text += " " + line.strip()
    return ListNode(items, bool(ORDERED.match(block[0])), number)


def _quote(block: list[str], number: int) -> Quote:
    lines = [line.lstrip("> ").rstrip() for line in block]
    author = ""
    if len(lines) > 1 and lines[-1].startswith(("—", "--")):
        author = lines.pop().lstrip("—- ")
    return Quote(" ".join(line for line in lines if line), author, number)


def _table(block: list[str], number: int, name: str) -> Table:
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block]
    if len(block) < 3 or not RULE.fullmatch(block[1].replace(" ", "")):
        raise FauteError(
            Faute(name, number, "un tableau a une ligne de titres, une ligne « |---|---| » et des lignes.")
        )
    rows = []
    for offset, row in enumerate(cells[2:], 2):
        if len(row) != len(cells[0]):
            message = f"{len(row)} colonnes au lieu de {len(cells[0])}."
            raise FauteError(Faute(name, number + offset, message))
        rows.append((number + offset, row))
    return Table(cells[0], rows, number)
