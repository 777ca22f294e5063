"""Sounds, edit distances, and what may be mended."""

import pytest

from search.understanding.spelling import Speller, completed, distance, edits_allowed, nearest, sound
from search.understanding.text import key_of, root, words_of

SPELLER = Speller.of(
    [
        ("infirmière", 5),
        ("infirmier", 9),
        ("maçon", 4),
        ("vente", 3),
        ("électricien", 6),
        ("boulanger", 7),
        ("mode", 2),
    ]
)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("infirmié", "infirmier"), ("elektrissien", "électricien"), ("masson", "maçon"), ("plonbier", "plombier"),
        ("veterinère", "vétérinaire"), ("aprentissage", "apprentissage"), ("farmacien", "pharmacien"),
        ("mécanitien", "mécanicien"), ("chodronier", "chaudronnier"), ("koifeur", "coiffeur"),
    ],
)  # fmt: skip
def test_what_sounds_the_same(typed: str, right: str) -> None:
    assert sound(typed) == sound(right)


@pytest.mark.parametrize(
    ("one", "other"), [("maçon", "macaron"), ("vente", "verte"), ("boulanger", "boucher")]
)
def test_what_does_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("infirmier", "infirmeir", 1),
        ("macon", "macn", 1),
        ("vente", "verte", 1),
        ("abc", "xyz", 3),
        ("a", "abcdef", 3),
    ],
)
def test_edits_are_counted_up_to_a_limit(one: str, other: str, edits: int) -> None:
    assert distance(one, other, 2) == edits


def test_longer_words_bear_more_edits() -> None:
    assert [edits_allowed(word) for word in ("bac", "vent", "vendeur", "boulange")] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("infirmeir", "infirmier"),
        ("electicien", "electricien"),
        ("bac", ""),
        ("mzdz", ""),
        ("xoulanger", ""),
        ("r2d2", ""),
    ],
)
def test_the_nearest_word(typed: str, right: str) -> None:
    """The first letter is sure, unless the sound says otherwise; short words and codes are left alone."""
    assert nearest(typed, typed, [SPELLER]) == right


def test_a_beginning_is_mended_as_far_as_it_goes() -> None:
    assert completed("boulamg", [SPELLER]) == "boulang"
    assert completed("boulan", [SPELLER]) == ""
    assert completed("bo", [SPELLER]) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("infirmières", "infirmier"), ("maçonne", "maçons"), ("coiffeuses", "coiffeur"), ("conductrice", "conducteur"),
        ("mécaniciennes", "mécanicien"), ("trouvé", "trouver"), ("recrutent", "recrute"), ("libéraux", "libéral"),
    ],
)  # fmt: skip
def test_one_root_for_genders_numbers_and_verbs(one: str, other: str) -> None:
    assert root(words_of(one)[0]) == root(words_of(other)[0])


def test_names_are_compared_whatever_their_order() -> None:
    assert key_of(["aides", "soignantes"]) == key_of(["soignant", "aide"])
    assert key_of(["cuisine"]) != key_of(["cuisinier"])
