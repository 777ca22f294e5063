"""The words of a question, with where they stand in it: folded, inclusive spelling reduced to one form."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.folding import folded

#: Nobody types more; the rest adds no meaning and costs time.
MAX_TOKENS = 40

# Feminine endings after a middle dot, a dot, a hyphen, a slash or a parenthesis: infirmier·ère·s, infirmier(e), aide/e.
_ENDINGS = (
    "ères|eres|ère|ere|ières|ieres|ière|iere|euses|euse|trices|trice|rices|rice|esses|esse|eures|eure|iennes|ienne|"
    "onnes|onne|ennes|enne|elles|elle|ales|ale|nes|ne|les|le|tes|te|ses|se|ves|ve|es|e|s"
)
_ALONE = r"(?![^\W_])"
_INCLUSIVE = (
    rf"[^\W\d_]{{3,}}(?:\s?\((?:{_ENDINGS})\)|[·•⋅./](?:{_ENDINGS}){_ALONE}"
    rf"|-(?:{_ENDINGS})(?=[·•⋅./-]|\b){_ALONE})+(?:[·•⋅.-]?s{_ALONE})?"
)
_TOKEN = re.compile(rf"(?P<inclusive>{_INCLUSIVE})|\+\s?\d+|[^\W_]+", re.IGNORECASE)
_BASE = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[\"“”«»][^\"“”«»]*[\"“”«»]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as we read it, and its place in the question. `literal`: the reader wants it as it is."""

    text: str
    start: int
    end: int
    literal: bool = False
    #: As typed when it reads otherwise: shorthand spelt out, or a word mended.
    typed: str = ""
    mended: bool = False

    @property
    def original(self) -> str:
        return self.typed or self.text


def tokens_of(q: str, literal: Iterable[str] = ()) -> list[Token]:
    """Words between quotes, and those of `literal`, are marked so."""
    tokens = list(_tokens(q))[:MAX_TOKENS]
    fixed = {index for phrase in literal for index in _occurrences(tokens, words_of(phrase))}
    spans = [found.span() for found in _QUOTED.finditer(q)]
    return [
        Token(token.text, token.start, token.end, literal=True)
        if index in fixed or any(start <= token.start and token.end <= end for start, end in spans)
        else token
        for index, token in enumerate(tokens)
    ]


def _tokens(q: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(q):
        text = found.group()
        if found["inclusive"]:
            base = _BASE.match(text)
            text = base.group() if base else text
        yield Token(folded(text).replace(" ", ""), found.start(), found.end())


def _occurrences(tokens: list[Token], words: list[str]) -> Iterator[int]:
    size = len(words)
    for start in range(len(tokens) - size + 1 if size else 0):
        if [token.text for token in tokens[start : start + size]] == words:
            yield from range(start, start + size)


def words_of(text: str) -> list[str]:
    """The folded words of a text, read as a question is."""
    return list(_words_of(text))


@lru_cache(maxsize=16_384)  # appellations are shared by many jobs, names of trainings by many schools
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in _tokens(text))


# Longest first. Both genders and both numbers of a word have one root; it is compared, never shown.
_FEMININE = (
    ("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("onne", "on"), ("enne", "en"),
    ("elle", "el"), ("ive", "if"), ("ere", "er"), ("ee", "e"),
)  # fmt: skip
_SHORTEST_ROOT = 4


@lru_cache(maxsize=65_536)  # an index holds the same words again and again
def root(word: str) -> str:
    """One form for the feminine, the masculine, the singular and the plural of a folded French word."""
    if len(word) < _SHORTEST_ROOT or not word.isalpha():
        return word
    if word.endswith("aux") and len(word) > 5:
        word = word[:-3] + "al"
    elif word[-1] in "sx":
        word = word[:-1]
    for feminine, masculine in _FEMININE:
        if word.endswith(feminine) and len(word) > len(feminine) + 1:
            word = word[: -len(feminine)] + masculine
            break
    return _without_ending(word)


def _without_ending(word: str) -> str:
    """Verbs as they are heard: “trouver”, “trouvé”, “trouvent” are one; so is what ends with a silent e."""
    if word.endswith("ent") and not word.endswith("ment") and len(word) > 7:
        return word[:-3]
    for ending in ("er", "ez", "e"):
        if word.endswith(ending) and len(word) > 5:
            return word[: -len(ending)]
    return word


def key_of(words: Iterable[str]) -> str:
    """What two names share when they are the same but for gender, number and the order of words."""
    return " ".join(sorted({root(word) for word in words}))
