"""Turns what stands in a file into what the blocks hold: plain text or rich text, with typography and links."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from demo.loader import typography
from demo.loader.documents import Document
from demo.loader.errors import FauteError
from demo.loader.links import Addresses
from demo.loader.markdown import Item, ListNode, Node, Paragraph, Section

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
PAIR = re.compile(r"(.+?)\s*:\s+(.+)", re.DOTALL)


@dataclass
class Writer:
    """Bound to one document: it knows its language, and says faults with their line."""

    document: Document
    addresses: Addresses

    def fault(self, message: str, line: int) -> FauteError:
        return self.document.fault(message, line)

    def plain(self, text: str, line: int) -> str:
        if LINK.search(text):
            raise self.fault("pas de lien à cet endroit : la page ne montre ici que du texte.", line)
        return typography.apply(BOLD.sub(r"\1", text), self.document.language)

    def inline(self, text: str, line: int) -> str:
        """Rich text of one line: bold and links."""
        escaped = html.escape(typography.apply(text, self.document.language), quote=False)
        escaped = BOLD.sub(r"<b>\1</b>", escaped)
        return LINK.sub(lambda match: self._anchor(match[1], html.unescape(match[2]), line), escaped)

    def _anchor(self, text: str, target: str, line: int) -> str:
        try:
            found = self.addresses.resolve(target, self.document.language)
        except ValueError as error:
            raise self.fault(str(error), line) from error
        if found.page:
            return f'<a linktype="page" id="{found.page}">{text}</a>'
        return f'<a href="{html.escape(found.url)}">{text}</a>'

    def rich(self, nodes: Sequence[Node], line: int) -> str:
        parts = [self._rich_node(node) for node in nodes]
        text = "".join(part for part in parts if part)
        if not text:
            raise self.fault("il manque le texte sous ce titre.", line)
        return text

    def _rich_node(self, node: Node) -> str:
        if isinstance(node, Paragraph):
            return f"<p>{self.inline(node.text, node.line)}</p>"
        if isinstance(node, ListNode):
            tag = "ol" if node.ordered else "ul"
            items = "".join(f"<li>{self.inline(item.text, item.line)}</li>" for item in node.items)
            return f"<{tag}>{items}</{tag}>"
        return ""

    def pair(self, item: Item, example: str) -> tuple[str, str]:
        """« nom : détail »; the colon is followed by a space, so that 7:30 stays whole."""
        match = PAIR.fullmatch(item.text)
        if not match:
            raise self.fault(f"attendu : « {example} ».", item.line)
        return self.plain(match[1], item.line), self.plain(match[2], item.line)

    def paragraph(self, section: Section) -> str:
        """The paragraphs of a section as one plain text."""
        return "\n".join(self.plain(node.text, node.line) for node in section.paragraphs)

    def points(self, section: Section) -> list[str]:
        if not section.items:
            raise self.fault(f"il manque la liste sous « {section.title} ».", section.line)
        return [self.plain(item.text, item.line) for item in section.items]

    def title(self, section: Section) -> str:
        return self.plain(section.title, section.line)
