"""What a person says they like, through the centres of interest of ROME: “j’aime les animaux”, “travailler dehors”."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from search.index.words import STOP_EN, STOP_FR
from search.understanding.tables import Key, tastes
from search.understanding.text import Token, root

# Said with an expression of `data/tastes`, it is a taste; without, the expression is only words that may mean one.
_TRIGGERS = re.compile(
    r"(?<!\S)(?:aime|aimes|aimer|aimerais|adore|adorer|kiffe|kiffer|prefere|passion|passionne|passionnee|envie|gout|"
    r"interesse|interessee|fan|fort en|forte en|doue|douee|bon en|bonne en|travailler|travaille|"
    r"metiers? (?:avec|dans|ou|au|autour)|(?:avec|de) (?:mes|ses|les) mains|boulot (?:avec|dans|ou)|"
    r"travail (?:avec|dans|ou)|pas (?:etre )?(?:assis|enferme)|"
    r"love|like|enjoy|work with|work outdoors|work outside|working with|jobs? with|good at|interested in)(?!\S)"
)
#: These say a taste by themselves.
_STRONG = {
    "dehors", "plein air", "en exterieur", "grand air", "manuel", "travail manuel", "mes mains", "aider les gens",
    "aider les autres", "pas rester assis", "outdoors", "helping people", "prendre soin", "relationnel",
}  # fmt: skip
#: Just before an expression they make it a taste: “métier créatif”, “je veux voyager”.
_JUST_BEFORE = {"metier", "metiers", "boulot", "job", "veux", "voudrais", "souhaite"}
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Taste:
    """Tokens `start` to `end` of the words left, and the centres of interest they say. `sure`: said as a taste, or in
    several words."""

    start: int
    end: int
    slugs: tuple[str, ...]
    sure: bool


def find_tastes(tokens: list[Token], line: str, language: str) -> list[Taste]:
    """Expressions among `tokens`, the longest first, never overlapping. `line`: the whole question, folded."""
    said = bool(_TRIGGERS.search(line))
    table = tastes(language)
    strong = {tuple(root(word) for word in text.split()) for text in _STRONG}
    found: list[Taste] = []
    start = 0
    while start < len(tokens):
        end, slugs = _longest(tokens, start, table)
        if slugs:
            key = tuple(root(token.text) for token in tokens[start:end])
            led = start > 0 and tokens[start - 1].text in _JUST_BEFORE
            sure = said or led or key in strong or _content(tokens[start:end], language) > 1
            found.append(Taste(start, end, slugs, sure))
        start = max(end, start + 1)
    return found


def _content(tokens: list[Token], language: str) -> int:
    small = STOP_EN if language == "en" else STOP_FR
    return sum(token.text not in small for token in tokens)


def _longest(
    tokens: list[Token], start: int, table: Mapping[Key, tuple[str, ...]]
) -> tuple[int, tuple[str, ...]]:
    for end in range(min(len(tokens), start + LONGEST), start, -1):
        words = tokens[start:end]
        if any(token.literal for token in words):
            continue
        slugs = table.get(tuple(root(token.text) for token in words))
        if slugs:
            return end, slugs
    return start, ()
