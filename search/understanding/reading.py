"""Reads a question: shorthand, typos, then the phrases that carry a filter, then the words left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.search_documents import Sorte
from search import tuning
from search.grammar import Filters
from search.question import Question
from search.understanding import lexicon as lexicons
from search.understanding.lexicon import Lexicon
from search.understanding.phrases import read_kinds, read_levels, read_ways
from search.understanding.places import read_places
from search.understanding.scan import Found, Scan
from search.understanding.smalltalk import DIPLOMAS, is_stop
from search.understanding.tables import listed_words, shorthand
from search.understanding.tastes import Taste
from search.understanding.text import Token, tokens_of
from search.understanding.times import read_times
from search.understanding.words import build

#: A filter of the address of one of these names stands for the whole family: what is read then fills nothing.
FAMILIES = (
    ("commune", "rayon", "dep", "bassin", "uai"), ("niveau",), ("voie",), ("sorte", "type"), ("du", "au"),
)  # fmt: skip
#: Read filters of these names keep contents that have nothing there.
LENIENT = ("commune", "dep", "niveau", "voie")


@dataclass(frozen=True, slots=True)
class Reading:
    """One phrase read as something else than words, said back to the reader so that it can be undone.

    `names`: names of `Filters` it filled; `rest`: the question without it.
    """

    phrase: str
    label: str
    names: tuple[str, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Understood:
    """The filters to search with, what was read to make them, and the question with its unknown words mended."""

    filters: Filters
    readings: tuple[Reading, ...] = ()
    corrected: str = ""


def read(
    filters: Filters,
    language: str,
    *,
    literal: tuple[str, ...] = (),
    today: date | None = None,
    lexicon: Lexicon | None = None,
) -> Understood:
    """What `filters.q` means. In memory, but for the first lexicon of a process."""
    q = tuning.current(language).kept(filters.q)
    if not q:
        return Understood(filters)
    known = lexicon or lexicons.current()
    spelt = _joined(list(_expanded(tokens_of(q, literal), language)), known, language)
    tokens = list(_mended(spelt, q, known, language))
    scan = Scan(tokens)
    day = today or timezone.localdate()
    read_kinds(scan)
    read_levels(scan)
    read_ways(scan)
    read_times(scan, day)
    read_places(scan, known, language)
    said = [found for found in scan.found if not found.silent]
    line = " ".join(token.text for token in tokens)
    read_words = [(tokens[found.start : found.end], found.label) for found in said]
    question, tastes = build(scan.leftover(), read_words, line, language, known)
    filled = _filled(filters, said)
    readings = (*_readings(q, tokens, said, filled), *_taste_readings(q, tastes, scan.leftover()))
    question = replace(question, typed=q, prefer=_preferred(question, tuple(scan.prefer), said, tastes))
    values = replace(filters, q=question.words, question=question, **filled, lenient=_lenient(filled))
    return Understood(values, readings, _corrected(q, tokens))


def _preferred(
    question: Question, named: tuple[str, ...], said: list[Found], tastes: list[Taste]
) -> tuple[str, ...]:
    """A taste asks for jobs; a level, a diploma or a way of learning for trainings; a place alone asks what there is:
    schools and events, for trainings are everywhere."""
    if named:
        return named
    if tastes:
        return (Sorte.METIER.value,)
    names = {name for found in said for name in found.fills}
    if names & {"niveau", "voie"} or any(group.diploma for group in question.groups):
        return (Sorte.FORMATION.value,)
    if not question.required and names and names <= {"commune", "dep"}:
        return (Sorte.ETABLISSEMENT.value, Sorte.EVENEMENT.value)
    return ()


# Shorthand and typos


def _expanded(tokens: list[Token], language: str) -> Iterator[Token]:
    """“jveu bosser ds” → “je veux travailler dans”: each word keeps the place of what was typed."""
    table = shorthand(language)
    for index, token in enumerate(tokens):
        before = tokens[index - 1].text if index else ""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        words = table.get(token.text)
        if (
            words is None or token.literal or before in DIPLOMAS or after in words
        ):  # “c’est” is not “c est est”
            yield token
        else:
            for word in words:
                yield replace(token, text=word, typed=token.text)


def _joined(tokens: list[Token], lexicon: Lexicon, language: str) -> Iterator[Token]:
    """“hair dresser”, “boulan gerie”: one word written as two, one of which nobody knows."""
    words = lexicon.words.get(language, {})
    index = 0
    while index < len(tokens):
        one, other = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        index += 1
        if other and not one.literal and not other.literal:
            whole = one.text + other.text
            known = (_is_right(one.text, lexicon, language), _is_right(other.text, lexicon, language))
            if not all(known) and (whole in words or whole in listed_words(language)):
                yield replace(one, text=whole, end=other.end, typed=f"{one.text} {other.text}", mended=True)
                index += 1
                continue
        yield one


def _mended(tokens: Iterator[Token], q: str, lexicon: Lexicon, language: str) -> Iterator[Token]:
    before = ""
    for token in tokens:
        if (
            token.literal
            or token.typed
            or before in DIPLOMAS - {"de"}
            or _is_right(token.text, lexicon, language)
        ):
            yield token
        else:
            yield from _mend(token, q, lexicon, language)
        before = token.text


def _is_right(word: str, lexicon: Lexicon, language: str) -> bool:
    return not word.isalpha() or is_stop(word, language) or lexicon.is_known(word, language)


def _mend(token: Token, q: str, lexicon: Lexicon, language: str) -> Iterator[Token]:
    """One word mended, two words written as one, or the word as it is."""
    written = q[token.start : token.end].lower()
    glued = _unglued(token.text, lexicon, language)
    right = "" if glued else lexicon.correct(token.text, language, written)
    words = (glued,) if glued else (right,) if right else _split(token.text, lexicon, language)
    if words:
        for word in words:
            yield replace(token, text=word, typed=token.text, mended=True)
    else:
        yield token


_ELIDED = re.compile(r"(?:qu|[ldjmnst])(?=[aeiouyh])")


def _unglued(word: str, lexicon: Lexicon, language: str) -> str:
    """“lelectricien”, “danimaux”: the article is written with the word, which is right or nearly."""
    found = _ELIDED.match(word)
    rest = word[found.end() :] if found and language == "fr" else ""
    if len(rest) < SHORTEST_PART:
        return ""
    meant = shorthand(language).get(rest, (rest,))
    if len(meant) == 1 and lexicon.is_known(meant[0], language):
        return meant[0]
    return ""


SHORTEST_PART = 4


def _split(word: str, lexicon: Lexicon, language: str) -> tuple[str, ...]:
    """“aidesoignante” is two known words of contents."""
    words = lexicon.words.get(language, {})
    for size in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if words.get(word[:size]) and (words.get(word[size:]) or word[size:] in lexicon.names):
            return word[:size], word[size:]
    return ()


def _corrected(q: str, tokens: list[Token]) -> str:
    """The question with its unknown words mended, or nothing when none is."""
    if not any(token.mended for token in tokens):
        return ""
    spans: dict[tuple[int, int], list[str]] = {}
    for token in tokens:
        if token.typed:
            spans.setdefault((token.start, token.end), []).append(token.text)
    pieces, at = [], 0
    for (start, end), words in sorted(spans.items()):
        pieces += [q[at:start], " ".join(words)]
        at = end
    return "".join([*pieces, q[at:]]).strip()


# What is filled and said


def _filled(filters: Filters, said: list[Found]) -> dict[str, Any]:
    """Values read, but for the families that the address fills already."""
    chosen = {
        name
        for family in FAMILIES
        if any(getattr(filters, one) for one in family if one != "rayon")
        for name in family
    }
    filled: dict[str, Any] = {}
    for found in said:
        filled |= {
            name: value for name, value in found.fills.items() if name not in chosen and name not in filled
        }
    return filled


def _lenient(filled: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in LENIENT if name in filled)


def _readings(q: str, tokens: list[Token], said: list[Found], filled: dict[str, Any]) -> Iterator[Reading]:
    for found in sorted(said, key=lambda one: one.start):
        words = tokens[found.start : found.end]
        names = tuple(name for name, value in found.fills.items() if filled.get(name) == value)
        yield _reading(q, words, found.label, names)


def _taste_readings(q: str, tastes: list[Taste], left: list[Token]) -> Iterator[Reading]:
    for taste in tastes:
        words = left[taste.start : taste.end]
        phrase = q[words[0].start : words[-1].end]
        yield _reading(q, words, _("goût : %(taste)s") % {"taste": phrase}, ())


def _reading(q: str, words: list[Token], label: str, names: tuple[str, ...]) -> Reading:
    start, end = words[0].start, words[-1].end
    rest = " ".join(f"{q[:start]} {q[end:]}".split()).strip(" ,;'’-")
    return Reading(q[start:end], label, names, rest)
