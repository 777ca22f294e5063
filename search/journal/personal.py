"""Whether a question looks like a person: then its text is never kept, however often it is asked.

Signs that need no knowledge of the site (`evident`): a mail, a phone, a birth date, an address, a civility, a self
presentation. Then names (`looks_personal`): words that the contents of the site do not hold, weighed with lists of
first and family names. What is unsure is not kept. Limits: docs/search-board.md.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from search.documents import folded
from search.index.words import STOP_EN, STOP_FR
from search.journal.vocabulary import Vocabulary

NAMES = Path(__file__).with_name("names")
SMALL = frozenset({*STOP_FR, *STOP_EN})
#: Longer than any subject: a message, where anything may stand.
LONGEST = 90
MOST_WORDS = 12

SIGNS = re.compile(
    r"""
    @ | \barobase\b | https?: | \bwww\.
    | \b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)?\d{2}\b                     # a date of birth
    | \b\d{1,4}\s*(?:bis|ter)?,?\s*(?:rue|avenue|av|boulevard|bd|place|impasse|allee|chemin|route|quai|square)\b
    | \b(?:je\s+m\W?appelle|mon\s+(?:nom|prenom|numero|tel\w*|mail|adresse)|ma\s+fille|mon\s+fils|my\s+name|call\s+me)\b
    | \b(?:m|mr|mme|mlle|monsieur|madame|mademoiselle|mister|mrs|docteur|maitre)\.?\s+(?!et\b|ou\b)[a-z]{3,}
    """,
    re.VERBOSE,
)
#: A code of an établissement holds seven digits and names nobody.
UAI = re.compile(r"\b\d{7}[a-z]\b")
#: Codes of certifications: "rncp 37374", "for.582".
CODES = re.compile(r"\b(?:rncp|rs|for|met)\W?\d{1,6}\b")
#: Six digits are the beginning of a phone number; a postcode has five, a year four.
MOST_DIGITS = 5
NETWORKS = frozenset({"insta", "instagram", "snap", "snapchat", "tiktok", "discord", "facebook", "whatsapp"})
#: A first name after one of these is that of a school or a street of the site's subject, not of a reader.
PUBLIC = frozenset(
    {"lycee", "lycees", "college", "cfa", "ecole", "institut", "iut", "universite", "campus", "saint", "st"}
)
#: First names that are words as well: alone they name nobody.
ORDINARY = frozenset(
    {
        "ambre",
        "aurore",
        "celeste",
        "clement",
        "constant",
        "france",
        "iris",
        "jade",
        "june",
        "lilas",
        "line",
        "marin",
        "marine",
        "mai",
        "noel",
        "octave",
        "olive",
        "pascal",
        "pierre",
        "prune",
        "rose",
        "severine",
        "sean",
        "sol",
        "victoire",
    }
)
CAPITALISED = re.compile(r"\b([A-ZÀ-Þ][\w’'-]+)\s+([A-ZÀ-Þ][\w’'-]+)\b")


@lru_cache(maxsize=2)
def names(which: str) -> frozenset[str]:
    lines = (NAMES / f"{which}.txt").read_text().splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def evident(text: str) -> bool:
    """Signs of a person that are in the text itself."""
    plain = folded(text)
    digits = sum(character.isdigit() for character in CODES.sub("", UAI.sub("", plain)))
    too_long = len(text) > LONGEST or len(plain.split()) > MOST_WORDS
    return too_long or digits > MOST_DIGITS or SIGNS.search(plain) is not None


def words_of(text: str) -> list[str]:
    """Words that may be a name: letters only, small words left out."""
    found = re.findall(r"[^\W\d_]+", folded(text))
    return [word for word in found if len(word) > 1 and word not in SMALL]


def looks_personal(texts: Iterable[str], vocabulary: Callable[[list[str]], Vocabulary] | None = None) -> bool:
    """True as soon as one spelling looks like a person."""
    kept = list(texts)
    if any(map(evident, kept)):
        return True
    site = (vocabulary or Vocabulary.of)([" ".join(words_of(text)) for text in kept])
    return any(_names_somebody(text, site) for text in kept)


def _names_somebody(text: str, site: Vocabulary) -> bool:
    words = words_of(text)
    if not words:
        return False
    unknown = [word for word in words if word not in site.known]
    strange = [word for word in unknown if word not in site.close]
    if _lone_name(words, unknown) or _whole_name(words, unknown, site) or _capitals(text, unknown):
        return True
    if strange and NETWORKS & set(words):
        return True
    return len(words) > 1 and len(strange) == len(words)


def _lone_name(words: list[str], unknown: list[str]) -> bool:
    """One word, a name that the site never writes."""
    return len(words) == 1 and bool(unknown) and words[0] in names("first") | names("last")


def _whole_name(words: list[str], unknown: list[str], site: Vocabulary) -> bool:
    """A family name that the site never writes, or a first name beside a word that never stands beside it there."""
    if len(words) > 1 and set(unknown) & names("last"):
        return True
    for position, (one, other) in enumerate(pairwise(words)):
        if f"{one} {other}" in site.phrases or PUBLIC & set(words[max(0, position - 2) : position + 1]):
            continue
        first = [word for word in (one, other) if word in names("first")]
        rest = other if first and first[0] == one else one
        if first and (rest in unknown or rest in names("last") or not set(first) & ORDINARY):
            return True
    return False


def _capitals(text: str, unknown: list[str]) -> bool:
    """Two words written as names are, neither of them known unless as a first name."""
    doubtful = set(unknown) | names("first")
    return any(
        set(map(folded, pair)) <= doubtful and set(map(folded, pair)) & set(unknown)
        for pair in CAPITALISED.findall(text)
        if not all(word.isupper() for word in pair)
    )
