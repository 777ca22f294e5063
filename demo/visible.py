"""What a visitor reads of a file of `demo/content`: its texts, its sentences, how easy they are. No database."""

import re
from collections.abc import Iterable, Iterator

from demo.loader.documents import Document
from demo.loader.markdown import ListNode, Node, Paragraph, Quote, Section

# Fields of the front matter that the page prints as sentences, then those of its box of facts: a few words each.
TOLD = (
    "title", "titre", "accroche", "sous_titre", "resume", "chapo", "citation", "titre_rev3", "texte_rev3",
    "etat_precision", "a_preparer",
)  # fmt: skip
FACTS = (
    "rythme", "rythme_precision", "niveau_precision", "duree", "stage", "entree", "entree_precision", "cout",
    "cout_precision", "candidature", "candidature_precision",
)  # fmt: skip
SIMPLIFIED = ("version simplifiée", "simplified version", "easy version", "easy read")
MARKUP = re.compile(r"\*\*|\[([^\]]+)\]\([^)]+\)")
SENTENCE = re.compile(r"(?<=[.!?…])[ \u00a0»]+")
WORD = re.compile(r"[\wÀ-ÿ’'-]+")
END = re.compile(r"[.!?…][ \u00a0»”)]*$")
Line = tuple[int, str]


def is_simplified(section: Section) -> bool:
    return section.title.casefold().startswith(SIMPLIFIED) or section.mark == "@simplifie"


def texts(document: Document) -> list[Line]:
    """Every piece of text with its line: fields, REV3 sentences, sections."""
    found = [
        (document.line(key), str(document.meta[key])) for key in (*TOLD, *FACTS) if document.meta.get(key)
    ]
    for index, record in enumerate(document.meta.get("rev3") or []):
        found.append((document.lines.get(f"rev3.{index}", 1), str(record.get("changement", ""))))
    for section in document.sections:
        found += of_section(section)
    return plain(found)


def simplified(document: Document) -> list[Line]:
    """The easy version, that stands at an address of its own."""
    found = [line for section in document.sections if is_simplified(section) for line in of_section(section)]
    return plain(found)


def plain(found: Iterable[Line]) -> list[Line]:
    return [(line, MARKUP.sub(r"\1", text)) for line, text in found if text]


def of_section(section: Section) -> list[Line]:
    found = [(section.line, section.title)] if section.title else []
    for node in section.nodes:
        found += of_node(node)
    for part in section.subsections:
        found += of_section(part)
    return found


def of_node(node: Node) -> list[Line]:
    if isinstance(node, Paragraph | Quote):
        return [(node.line, node.text)]
    if isinstance(node, ListNode):
        return [(item.line, item.text) for item in node.items]
    return [(line, cell) for line, cells in node.rows for cell in cells]


def sentences(found: Iterable[Line]) -> Iterator[Line]:
    """What ends with a full stop, and titles or items of lists, that end with their line."""
    for line, text in found:
        yield from ((line, part) for part in SENTENCE.split(text) if WORD.search(part))


def words(text: str) -> int:
    return len(WORD.findall(text))


def prose(found: Iterable[Line]) -> str:
    """One text, where a title or an item of a list is a sentence of its own."""
    return " ".join(text if END.search(text) else f"{text}." for _line, text in found)


def kandel_moles(found: Iterable[Line]) -> float:
    """Ease of reading in French (Kandel and Moles, 1958): 100 for short words and sentences, 60 for the press.

    Needs `textstat`, which is in the group of the tests.
    """
    import textstat  # noqa: PLC0415 - a site that only shows its pages does not measure them

    textstat.set_lang("fr")
    return float(textstat.flesch_reading_ease(prose(found)))
