"""Which words say little: stop words, and the words of any question about work and studies."""

from functools import lru_cache

from search.index.words import STOP_EN, STOP_FR
from search.understanding.tables import lines_of
from search.understanding.text import Token, root

STOP = {"fr": frozenset(STOP_FR), "en": frozenset(STOP_EN)}
#: Said after these, letters are a sigle: neither shorthand, nor typo, nor small talk.
DIPLOMAS = {"cap", "capa", "bac", "pro", "bts", "btsa", "but", "dut", "bp", "bma", "de", "cqp", "mc"}
_DIPLOMA_PHRASES = (
    ("bac", "pro"), ("bac", "professionnel"), ("bac", "techno"), ("brevet", "professionnel"), ("titre", "pro"),
    ("titre", "professionnel"), ("licence", "pro"), ("diplome", "d", "etat"), ("cap",), ("capa",), ("bts",), ("btsa",),
    ("but",), ("dut",), ("bp",), ("bac",), ("licence",), ("cqp",),
)  # fmt: skip


@lru_cache(maxsize=8)
def _talk(language: str) -> frozenset[str]:
    return frozenset(root(word) for line in lines_of(f"talk.{language}.txt") for word in line.split())


def is_stop(word: str, language: str) -> bool:
    """An article, a pronoun, or a letter left alone by an elision."""
    if word in STOP.get(language, STOP["fr"]) or (len(word) == 1 and word.isalpha()):
        return True
    return language != "fr" and word in STOP["fr"] and len(word) < 3


def is_talk(word: str, language: str) -> bool:
    return root(word) in _talk(language)


def says_little(token: Token, language: str) -> bool:
    """Small talk, or a bare number: “à 30 ans”."""
    return not token.literal and (is_talk(token.text, language) or token.text.isdigit())


def end_of_diploma(tokens: list[Token], start: int) -> int:
    """Where the name of a kind of diploma that begins at `start` ends; 0 when none does."""
    for phrase in _DIPLOMA_PHRASES:
        words = tokens[start : start + len(phrase)]
        if tuple(token.text for token in words) == phrase and not any(token.literal for token in words):
            return start + len(phrase)
    return 0
