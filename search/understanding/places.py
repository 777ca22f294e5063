"""Phrases that carry a place: a commune, a département, a postcode. What may be another word needs a preposition.

Three rules keep the question whole. A name inside the title of a page is no place (“canal Seine-Nord Europe”). A name
that is a word of trades or of small talk (Rue, Avion, Croix, Don), or that has three letters or less (Ham, Hem), needs
“à”, “près de” or a code beside it. The longest name wins (“Condé-sur-l’Escaut” before “Condé”).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from search.understanding.lexicon import Commune, Lexicon, standing_roots
from search.understanding.scan import Found, Scan
from search.understanding.tables import small_talk
from search.understanding.text import root

LONGEST_NAME = 7
SHORT_NAME = 3
#: Villages below this population need a preposition too: their names are surnames, streets and words.
VILLAGE = 2_000

# Longest first, as words: what says “there” for sure, and what may only be a genitive.
_SURE = (
    ("pres", "de"), ("pres", "d"), ("pres", "du"), ("proche", "de"), ("proche", "d"), ("a", "cote", "de"),
    ("a", "cote", "d"), ("autour", "de"), ("autour", "d"), ("aux", "alentours", "de"), ("du", "cote", "de"),
    ("vers",), ("a",), ("au",), ("sur",), ("near",), ("around",), ("in",), ("at",),
)  # fmt: skip
_MAYBE = (
    ("de",),
    ("d",),
    ("du",),
    ("dans", "le"),
    ("dans", "la"),
    ("dans", "l"),
    ("dans", "les"),
    ("en",),
    ("of",),
)
#: Words that may stand before a place that is being typed.
PLACE_WORDS = frozenset(word for words in _SURE for word in words)
_DEPARTEMENT = (
    ("dans", "le"), ("dans", "la"), ("dans", "l"), ("du", "departement", "de"), ("du",), ("de", "la"), ("de", "l"),
    ("en",), ("le",), ("la",), ("l",), ("departement",), ("in", "the"), ("in",),
)  # fmt: skip
#: What is named after people: “lycée Albert-Camus” is not in Albert.
_NAMED_AFTER = {"lycee", "college", "ecole", "institut", "campus", "cfa", "rue"}
_REGIONS = {
    ("nord", "pas", "de", "calais"): ("59", "62"),
    ("picardie",): ("02", "60", "80"),
}
_ALL = (("hauts", "de", "france"), ("haut", "de", "france"), ("hdf",), ("region", "hauts", "de", "france"))
#: After a number, these make it an amount, not a département.
_UNITS = {"ans", "an", "heures", "h", "euros", "km", "mois", "jours", "personnes", "minutes", "places"}


def read_places(scan: Scan, lexicon: Lexicon, language: str) -> None:
    """At most one place: the first sure one."""
    protected = _protected(scan, lexicon)
    for read in (_region, _postcode, _commune, _departement_name, _departement_code):
        found = read(scan, lexicon, language, protected)
        if found:
            scan.take(found)
            return


def _protected(scan: Scan, lexicon: Lexicon) -> frozenset[int]:
    """Positions of words that make two or more words of a known title in a row."""
    texts = [token.text for token in scan.tokens]
    found = set()
    for index, pair in enumerate(pairwise(texts)):
        if pair in lexicon.title_pairs and not (len(pair[0]) < 3 or len(pair[1]) < 3):
            found |= {index, index + 1}
    return frozenset(found)


def _before(scan: Scan, start: int, prepositions: tuple[tuple[str, ...], ...]) -> int | None:
    """How many words before `start` are one of the prepositions."""
    for words in prepositions:
        size = len(words)
        if start >= size and all(
            scan.free(start - size + i) and scan.text(start - size + i) == word
            for i, word in enumerate(words)
        ):
            return size
    return None


def _region(scan: Scan, _lexicon: Lexicon, _language: str, _protected: frozenset[int]) -> Found | None:
    for start, end, words in _spans(scan):
        if words in _ALL:
            return Found(
                start - (_before(scan, start, (*_SURE, *_MAYBE, ("dans", "les"), ("en",))) or 0),
                end,
                "",
                silent=True,
            )
        if words in _REGIONS:
            size = _before(scan, start, (*_DEPARTEMENT, *_SURE, *_MAYBE)) or 0
            label = _("dans le Nord et le Pas-de-Calais") if len(words) > 1 else _("en Picardie")
            return Found(start - size, end, label, {"dep": _REGIONS[words]})
    return None


def _spans(scan: Scan) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Free runs of words, the longest first."""
    count = len(scan.tokens)
    for size in range(min(LONGEST_NAME, count), 0, -1):
        for start in range(count - size + 1):
            span = range(start, start + size)
            if all(scan.free(index) for index in span):
                yield start, start + size, tuple(scan.text(index) for index in span)


def _postcode(scan: Scan, lexicon: Lexicon, _language: str, _protected: frozenset[int]) -> Found | None:
    for start, end, words in _spans(scan):
        if len(words) == 1 and re.fullmatch(r"\d{5}", words[0]) and words[0] in lexicon.postcodes:
            size = _before(scan, start, (*_SURE, *_MAYBE)) or 0
            return _found(start - size, end, lexicon.postcodes[words[0]][0])
    return None


def _commune(scan: Scan, lexicon: Lexicon, language: str, protected: frozenset[int]) -> Found | None:
    for start, end, words in _spans(scan):
        communes = lexicon.communes.get(words)
        if not communes or protected & set(range(start, end)):
            continue
        commune = _namesake(scan, end, communes)
        sure = _before(scan, start, _SURE)
        if sure is None and _may_be_something_else(scan, start, end, commune, language):
            continue
        if words in lexicon.departement_names and _before(scan, start, _DEPARTEMENT):
            continue
        size = sure or _before(scan, start, _MAYBE) or 0
        return _found(start - size, end + _code_after(scan, end, commune), commune)
    return None


def _may_be_something_else(scan: Scan, start: int, end: int, commune: Commune, language: str) -> bool:
    """An everyday word; a short name or a village, unless it is all that is asked; a person: “lycée Albert-Camus”."""
    words = [scan.text(index) for index in range(start, end)]
    if all(root(word) in standing_roots("fr") or word in small_talk(language) for word in words):
        return True
    if scan.text(start - 1) in _NAMED_AFTER and end < len(scan.tokens) and not scan.text(end).isdigit():
        return True
    alone = len(words) == len(scan.tokens)
    return not alone and (commune.population < VILLAGE or len("".join(words)) <= SHORT_NAME)


def _namesake(scan: Scan, end: int, communes: tuple[Commune, ...]) -> Commune:
    """The one whose département is written after it, else the most populated."""
    code = scan.text(end)
    return next(
        (commune for commune in communes if commune.departement == code[:2] and code.isdigit()), communes[0]
    )


def _code_after(scan: Scan, end: int, commune: Commune) -> int:
    code = scan.text(end)
    return int(
        scan.free(end) and code.isdigit() and len(code) in {2, 5} and code.startswith(commune.departement)
    )


def _found(start: int, end: int, commune: Commune) -> Found:
    return Found(start, end, near(commune.name), {"commune": (commune.place,)})


def near(name: str) -> str:
    """“Près d’Amiens”, “près du Touquet”, “près des Attaques”."""
    if name.startswith("Le "):
        return _("près du %(place)s") % {"place": name[3:]}
    if name.startswith("Les "):
        return _("près des %(place)s") % {"place": name[4:]}
    if name[:1].upper() in "AEIOUÉÈÊÎŒ":
        return _("près d’%(place)s") % {"place": name}
    return _("près de %(place)s") % {"place": name}


def _departement_name(scan: Scan, lexicon: Lexicon, language: str, protected: frozenset[int]) -> Found | None:
    """“Dans l’Oise”; alone or last, the name is enough: “lycée Somme”."""
    for start, end, words in _spans(scan):
        code = lexicon.departement_names.get(words)
        if not code or protected & set(range(start, end)):
            continue
        size = _before(scan, start, _DEPARTEMENT)
        if size is None and end != len(scan.tokens):
            continue
        return Found(start - (size or 0), end, _there(lexicon, code, language), {"dep": (code,)})
    return None


def _there(lexicon: Lexicon, code: str, language: str) -> str:
    """French says it in a way of its own for each: “dans l’Oise”, “dans le Nord”."""
    if language == "fr":
        return lexicon.departements[code]
    return _("dans le département %(name)s") % {"name": lexicon.departement_titles[code]}


def _departement_code(
    scan: Scan, lexicon: Lexicon, language: str, _protected: frozenset[int]
) -> Found | None:
    for start, end, words in _spans(scan):
        if len(words) != 1 or words[0] not in lexicon.departements or scan.text(end) in _UNITS:
            continue
        size = _before(scan, start, _DEPARTEMENT) or 0
        return Found(start - size, end, _there(lexicon, words[0], language), {"dep": (words[0],)})
    return None
