"""Rules of the text over everything that stands in `demo/content`; no database."""

import re
from collections import defaultdict

import pytest

from demo import visible
from demo.loader import run
from tests.demo.contents import documents, told

INCLUSIVE = re.compile(r"\w[·•]e?s?\b|\w\.e\.?s?\b|\w\(e\)", re.IGNORECASE)
SLASH = re.compile(r"[a-zà-ÿ] ?/ ?[a-zà-ÿ]", re.IGNORECASE)
TU = re.compile(r"\b(tu|toi|ton|ta|tes)\b|\bt’", re.IGNORECASE)
VOUS = re.compile(r"(?<!rendez-)\b(vous|votre|vos)\b", re.IGNORECASE)
FICTION = re.compile(r"\b0\d(?:[ .\u00a0]?\d\d){4}\b")
# Shorter ones are labels: « Par le bac pro (à l’école) ».
TOO_SHORT_TO_REPEAT = 8


def offences(language: str, check: re.Pattern[str]) -> list[str]:
    return [
        f"{document.name}:{line} {text[:90]}"
        for document in documents(language)
        for line, text in visible.texts(document)
        if check.search(text)
    ]


def test_no_midpoint_and_no_slash() -> None:
    assert offences("fr", INCLUSIVE) == []
    assert offences("fr", SLASH) == []


def test_a_page_says_tu_or_vous_never_both() -> None:
    mixed = []
    for document in documents():
        if document.language != "fr":
            continue
        # What people say in an interview or an event for teams may address somebody else.
        words = [text for _line, text in visible.texts(document)]
        if document.kind == "pages":
            banned = VOUS if document.meta.get("adresse", "tu") == "tu" else TU
        elif document.kind in ("metiers", "formations", "secteurs", "rev3", "grands-chantiers"):
            banned = VOUS
        else:
            continue
        mixed += [f"{document.name} {text[:80]}" for text in words if banned.search(text)]
    assert mixed == []


def test_both_forms_feminine_first() -> None:
    wrong = []
    for document in documents("fr", "metiers"):
        feminine, masculine = (document.meta[f"titre_{name}"] for name in ("feminin", "masculin"))
        title = document.meta["title"]
        alike = feminine == masculine
        told = title == feminine if alike else title.startswith(feminine.split()[0])
        both = alike or masculine.split()[0].casefold() in title.casefold()
        wrong += [] if told and both else [f"{document.name} : {title}"]
    assert wrong == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_twice(language: str) -> None:
    """A person may be quoted on the page of a job: quotations apart."""
    places: dict[str, list[str]] = defaultdict(list)
    for document in documents(language):
        quoted = {quote.text for section in document.sections for quote in section.quotes}
        for line, text in visible.sentences(one for one in told(document) if one[1] not in quoted):
            if visible.END.search(text) and visible.words(text) >= TOO_SHORT_TO_REPEAT:
                places[text].append(f"{document.name}:{line}")
    assert [f"{' '.join(found)} : {text}" for text, found in places.items() if len(found) > 1] == []


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
