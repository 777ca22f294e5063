"""Easy to read, measured: Kandel-Moles over the whole visible text of each file, and short sentences."""

from statistics import mean

import pytest

from demo import visible
from demo.loader.documents import Document
from tests.demo.contents import documents, told

# Index of Kandel and Moles: 60 is the popular press, 80 what a child of ten reads.
PAGE, SIMPLIFIED = 60, 80
AVERAGE, LONGEST, LONGEST_SIMPLIFIED = 15, 25, 12
# A list of names has nothing to say in sentences.
LISTS = "listes"


def faults(scores: dict[str, float], at_least: float) -> list[str]:
    return [f"{name} : {score:.0f}" for name, score in sorted(scores.items()) if score < at_least]


def french() -> list[Document]:
    return [document for document in documents("fr") if document.kind != LISTS]


def test_each_page_reads_like_a_popular_newspaper() -> None:
    scores = {document.name: visible.kandel_moles(visible.texts(document)) for document in french()}
    assert faults(scores, PAGE) == []


def test_each_simplified_version_reads_like_a_book_for_children() -> None:
    scores = {
        document.name: visible.kandel_moles(text)
        for document in french()
        if (text := visible.simplified(document))
    }
    assert len(scores) >= 12
    assert faults(scores, SIMPLIFIED) == []


def test_sentences_have_fifteen_words_on_average_at_most() -> None:
    lengths = {
        document.name: mean(visible.words(text) for _line, text in visible.sentences(told(document)))
        for document in documents()
    }
    assert [f"{name} : {length:.1f}" for name, length in lengths.items() if length > AVERAGE] == []


@pytest.mark.parametrize(
    ("text", "longest"), [(visible.texts, LONGEST), (visible.simplified, LONGEST_SIMPLIFIED)]
)
def test_no_sentence_is_too_long(text, longest: int) -> None:
    long = [
        f"{document.name}:{line} ({visible.words(sentence)} mots) {sentence}"
        for document in documents()
        for line, sentence in visible.sentences(text(document))
        if visible.words(sentence) > longest
    ]
    assert long == []


def test_the_measure_knows_easy_from_hard() -> None:
    easy = [(1, "Tu cuis le pain. Il est bon.")]
    hard = [
        (
            1,
            "L’institutionnalisation progressive des dispositifs interroge des professionnels.",
        )
    ]
    assert visible.kandel_moles(easy) > SIMPLIFIED
    assert visible.kandel_moles(hard) < PAGE
