"""Rules of the text over everything that stands in `demo/content`; no database."""

import re
from collections import Counter
from functools import cache

import pytest

from demo.loader import run
from demo.loader.documents import Document
from demo.loader.markdown import ListNode, Node, Paragraph, Quote, Section

LONGEST = 25
SENTENCE = re.compile(r"(?<=[.!?…])[ \u00a0»]+")
WORD = re.compile(r"[\wÀ-ÿ’'-]+")
MARKUP = re.compile(r"\*\*|\[([^\]]+)\]\([^)]+\)")
INCLUSIVE = re.compile(r"\w[·•]e?s?\b|\w\.e\.?s?\b|\w\(e\)", re.IGNORECASE)
SLASH = re.compile(r"[a-zà-ÿ] ?/ ?[a-zà-ÿ]", re.IGNORECASE)
TU = re.compile(r"\b(tu|toi|ton|ta|tes)\b|\bt’", re.IGNORECASE)
VOUS = re.compile(r"(?<!rendez-)\b(vous|votre|vos)\b", re.IGNORECASE)
TEXT_KEYS = (
    "title",
    "titre",
    "accroche",
    "resume",
    "chapo",
    "citation",
    "sous_titre",
    "texte_rev3",
    "etat_precision",
)
FICTION = re.compile(r"\b0\d(?:[ .\u00a0]?\d\d){4}\b")


@cache
def documents() -> tuple[Document, ...]:
    files = run.read(run.CONTENT)
    return (*files.documents, *files.events)


def texts(document: Document) -> list[tuple[int, str]]:
    """Every piece of text with its line."""
    found = [(document.line(key), str(document.meta[key])) for key in TEXT_KEYS if key in document.meta]
    found += [
        (document.lines.get(f"rev3.{index}", 1), str(record.get("changement", "")))
        for index, record in enumerate(document.meta.get("rev3") or [])
    ]
    for section in document.sections:
        found += of_section(section)
    return [(line, MARKUP.sub(r"\1", text)) for line, text in found]


def of_section(section: Section) -> list[tuple[int, str]]:
    found = [(section.line, section.title)] if section.title else []
    for node in section.nodes:
        found += of_node(node)
    for part in section.subsections:
        found += of_section(part)
    return found


def of_node(node: Node) -> list[tuple[int, str]]:
    if isinstance(node, Paragraph | Quote):
        return [(node.line, node.text)]
    if isinstance(node, ListNode):
        return [(item.line, item.text) for item in node.items]
    return [(line, cell) for line, cells in node.rows for cell in cells]


def offences(language: str, check: re.Pattern[str]) -> list[str]:
    return [
        f"{document.name}:{line} {text[:90]}"
        for document in documents()
        if document.language == language
        for line, text in texts(document)
        if check.search(text)
    ]


def test_no_sentence_is_longer_than_25_words() -> None:
    long = [
        f"{document.name}:{line} ({len(WORD.findall(sentence))} mots) {sentence}"
        for document in documents()
        for line, text in texts(document)
        for sentence in SENTENCE.split(text)
        if len(WORD.findall(sentence)) > LONGEST
    ]
    assert long == []


def test_no_midpoint_and_no_slash() -> None:
    assert offences("fr", INCLUSIVE) == []
    assert offences("fr", SLASH) == []


def test_a_page_says_tu_or_vous_never_both() -> None:
    mixed = []
    for document in documents():
        if document.language != "fr":
            continue
        # What people say in an interview or an event for teams may address somebody else.
        words = [text for _line, text in texts(document)]
        if document.kind == "pages":
            banned = VOUS if document.meta.get("adresse", "tu") == "tu" else TU
        elif document.kind in ("metiers", "formations", "secteurs", "rev3", "grands-chantiers"):
            banned = VOUS
        else:
            continue
        mixed += [f"{document.name} {text[:80]}" for text in words if banned.search(text)]
    assert mixed == []


def test_both_forms_feminine_first() -> None:
    wrong = [
        document.name
        for document in documents()
        if document.kind == "metiers" and document.language == "fr"
        if document.meta["titre_feminin"] != document.meta["titre_masculin"]
        and not document.meta["title"].startswith(document.meta["titre_feminin"].split()[0])
    ]
    assert wrong == []


def test_no_paragraph_twice() -> None:
    count = Counter(
        text
        for document in documents()
        for section in document.sections
        for part in (section, *section.subsections)
        for node in part.nodes
        if isinstance(node, Paragraph)
        for text in [node.text]
        if len(WORD.findall(text)) > 8
    )
    assert [text for text, times in count.items() if times > 1] == []


def test_telephones_and_mails_are_of_fiction() -> None:
    for path in run.CONTENT.rglob("*"):
        if path.is_file() and path.suffix in (".md", ".yaml"):
            text = path.read_text(encoding="utf-8")
            numbers = [re.sub(r"\D", "", number) for number in FICTION.findall(text)]
            assert all(number.startswith(("019900", "035301")) for number in numbers), path
            assert all(mail.endswith("@example.org") for mail in re.findall(r"[\w.]+@[\w.]+\w", text)), path


def test_invented_people_and_events_say_so() -> None:
    assert [
        document.name
        for document in documents()
        if document.language == "fr" and document.kind in ("ambassadeurs", "evenements")
        if document.meta.get("exemple") is not True
    ] == []


def test_every_rev3_link_has_its_sentence_and_a_dated_source() -> None:
    records = [
        (document.name, record)
        for document in documents()
        if document.language == "fr"
        for record in document.meta.get("rev3") or []
    ]
    assert records
    assert [
        name for name, record in records if not record["changement"] or not record["sources"][0]["date"]
    ] == []


@pytest.mark.parametrize(
    "kind", ["metiers", "formations", "secteurs", "rev3", "grands-chantiers", "pages", "evenements"]
)
def test_about_half_of_each_kind_is_in_english(kind: str) -> None:
    published = [document for document in documents() if document.meta.get("etat", "publie") == "publie"]
    languages = Counter(document.language for document in published if document.kind == kind)
    assert languages["en"] * 5 >= languages["fr"] * 2, languages
