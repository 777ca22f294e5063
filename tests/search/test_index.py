"""The definition: what it asks of a server, and what it does to words."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from search import parity
from search.engine import client
from search.index import features
from search.index.definition import LANGUAGES

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def analyze(search_server: str) -> Iterator[dict[str, str]]:
    """Scratch indexes by language."""
    french, english = parity.ScratchIndex(client(), "fr"), parity.ScratchIndex(client(), "en")
    with french as fr, english as en:
        yield {"fr": fr, "en": en}


def words(indexes: dict[str, str], text: str, analyzer: str = "text", language: str = "fr") -> list[str]:
    found = parity.tokens(client(), indexes[language], analyzer, text)
    return [token.partition("@")[0] for token in found]


def test_the_definition_uses_only_what_was_tried() -> None:
    assert features.not_available() == []
    used = features.definition_features()
    assert not {name for names in used.values() for name in names} & features.FORBIDDEN


def test_a_feature_that_was_not_tried_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(features.AVAILABLE, "filter", frozenset({"lowercase"}))
    assert "filter: asciifolding" in features.not_available()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mécanicien", "mecanicienne"),
        ("infirmière", "infirmier"),
        ("éducatrices", "éducateur"),
        ("agricultrice", "agriculteurs"),
        ("soudeuse", "SOUDEUR"),
        ("l’électricienne", "electricien"),
        ("boulangère", "boulanger"),
        ("vendeuse", "vendeurs"),
        ("cœur", "coeur"),
    ],
)
def test_forms_of_a_word_meet(analyze: dict[str, str], one: str, other: str) -> None:
    assert words(analyze, one) == words(analyze, other)


@pytest.mark.parametrize(
    ("one", "other"), [("vente", "verte"), ("son", "sol"), ("mer", "mère"), ("boucher", "bouche")]
)
def test_different_words_stay_apart(analyze: dict[str, str], one: str, other: str) -> None:
    assert words(analyze, one, "exact") != words(analyze, other, "exact")


def test_inclusive_spelling_holds_both_words(analyze: dict[str, str]) -> None:
    assert words(analyze, "infirmier·ère")[0] == words(analyze, "infirmier")[0]
    assert words(analyze, "infirmier(e)")[0] == words(analyze, "infirmier")[0]
    assert words(analyze, "infirmier/infirmière") == words(analyze, "infirmière infirmier")


def test_words_that_name_jobs_are_no_stop_words(analyze: dict[str, str]) -> None:
    assert words(analyze, "métiers du son") == [*words(analyze, "métier"), "son"]
    assert words(analyze, "l’été") == ["ete"]
    assert words(analyze, "les") == []


def test_names_are_not_stemmed_and_begin_as_typed(analyze: dict[str, str]) -> None:
    assert words(analyze, "Nœux-les-Mines", "exact") == ["noeux", "les", "mines"]
    assert words(analyze, "Lille", "prefix") == ["l", "li", "lil", "lill", "lille"]
    assert words(analyze, "Éducateur Spécialisé", "sort") == ["educateur specialise"]


def test_english_has_its_own_stems(analyze: dict[str, str]) -> None:
    assert words(analyze, "nurses", language="en") == words(analyze, "nurse's", language="en")
    assert words(analyze, "welding", language="en") == words(analyze, "welded", language="en")


def test_this_server_answers_as_recorded(search_server: str) -> None:
    total, differences = parity.run(client())
    assert total > 90
    assert differences == []


def test_the_command_names_a_difference(
    search_server: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parity, "read_golden", lambda language: {"text": {"soudeuse": [f"{language}@0"]}})
    with pytest.raises(CommandError, match="2 textes sur 2"):
        call_command("search_index", "parity", skip_checks=True)
    assert "soudeuse" in capsys.readouterr().err


def test_every_language_has_golden_answers() -> None:
    assert all(parity.read_golden(language)["text"] for language in LANGUAGES)
