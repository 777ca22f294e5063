"""`demo/content/glossaire.yaml`: enough words, short and plain, each in both languages; no database."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demo.loader import run
from demo.loader.context import Context
from demo.loader.errors import FauteError
from demo.loader.glossaire import english_of, page_of, read_words
from demo.loader.links import Addresses

FILE = run.CONTENT / "glossaire.yaml"
WORD = re.compile(r"[\wÀ-ÿ’'-]+")
SENTENCE = re.compile(r"(?<=[.!?…]) ")
ADDRESSED = re.compile(r"(?<!rendez-)\b(tu|toi|ton|ta|tes|vous|votre|vos)\b|\bt’", re.IGNORECASE)


@cache
def words() -> tuple[dict[str, Any], ...]:
    return tuple(document.meta for document in read_words(FILE, run.CONTENT))


def definitions() -> list[tuple[str, str]]:
    return [
        (word["ancre"], text) for word in words() for text in (word["definition"], word["en"]["definition"])
    ]


def test_there_are_at_least_eighty_words_in_both_languages() -> None:
    assert len(words()) >= 80
    assert [word["ancre"] for word in words() if not word.get("en", {}).get("definition")] == []


def test_a_definition_is_one_to_three_short_sentences() -> None:
    assert [ancre for ancre, text in definitions() if len(SENTENCE.split(text)) > 3] == []
    assert [
        (ancre, sentence)
        for ancre, text in definitions()
        for sentence in SENTENCE.split(text)
        if len(WORD.findall(sentence)) > 25
    ] == []


def test_a_definition_is_said_once_and_to_nobody_in_particular() -> None:
    texts = [text for _ancre, text in definitions()]
    assert len(texts) == len(set(texts))
    assert [word["ancre"] for word in words() if ADDRESSED.search(word["definition"])] == []


def test_a_word_is_written_in_full_before_its_acronym() -> None:
    assert [word["mot"] for word in words() if word.get("sigle") and word["mot"] == word["sigle"]] == []
    # Names that are no acronym any more, or that nobody says otherwise.
    names = {"REV3"}
    assert {word["mot"] for word in words() if word["mot"].isupper()} <= names


def test_most_words_lead_to_a_page_that_helps() -> None:
    assert sum("page" in word for word in words()) >= 0.9 * len(words())


def write(path: Path, line: str) -> Path:
    path.write_text(f"mots:\n{line}\n", encoding="utf-8")
    return path


def test_an_anchor_twice_is_said_with_its_line(tmp_path: Path) -> None:
    line = "  - {ancre: stage, mot: Stage, definition: x}"
    with pytest.raises(FauteError, match=r"glossaire\.yaml:3 .*déjà ligne 2"):
        list(read_words(write(tmp_path / "glossaire.yaml", f"{line}\n{line}"), tmp_path))


def test_a_word_without_anchor_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FauteError, match="chaque mot a son ancre"):
        list(read_words(write(tmp_path / "glossaire.yaml", "  - {mot: Stage}"), tmp_path))


def test_a_half_translation_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "glossaire.yaml", "  - {ancre: a, mot: A, definition: x, en: {mot: B}}")
    document = next(read_words(path, tmp_path))
    with pytest.raises(FauteError, match="definition"):
        english_of(document)


@pytest.mark.parametrize("address", ["/nulle-part/", "/recherche/", "https://example.org/"])
def test_a_page_that_does_not_exist_is_refused(tmp_path: Path, address: str) -> None:
    path = write(tmp_path / "glossaire.yaml", f'  - {{ancre: a, mot: A, definition: x, page: "{address}"}}')
    document = next(read_words(path, tmp_path))
    nobody: Any = None
    context = Context(date(2026, 11, 24), nobody, nobody, Addresses(others={"/recherche/"}))
    with pytest.raises(FauteError, match="page"):
        page_of(document, context)
