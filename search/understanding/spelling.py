"""Mends unknown words, in memory: by their sound in French, else by edit distance with a fixed first letter."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from search.folding import folded

#: A word this short is never mended; from here one edit, from `TWO_EDITS` letters two.
ONE_EDIT, TWO_EDITS = 4, 8
#: Words that sound the same may be written very differently: up to this, and half of the word.
SOUND_EDITS = 4
SOUND_BONUS = 1.5

# Applied in order to a lower-case word whose ç is still there. Nasals become capitals: no later rule meets them.
_SOUNDS = [
    (re.compile(pattern), by)
    for pattern, by in (
        (r"ç|sc(?=[eiy])", "ss"), (r"[éèêë]|ae", "e"), (r"[àâä]", "a"), (r"[îï]", "i"), (r"[ôö]", "o"),
        (r"[ùûü]", "u"), (r"œ", "e"), (r"eau|au", "o"), (r"ph", "f"), (r"sh|sch|ch(?![rlnt])", "X"), (r"h", ""),
        (r"qu?|ck|ch|k", "k"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"gn", "N"), (r"ge(?=[aou])", "j"),
        (r"g(?=[eiy])", "j"), (r"gu(?=[eiy])", "g"), (r"ti(?=en|on)", "si"), (r"x", "ks"), (r"z", "s"),
        (r"y", "i"), (r"w", "v"),
        (r"ill(?=[aeiou])", "i"), (r"oin", "wI"), (r"oi", "wa"), (r"ou", "U"), (r"oeu|eu", "E"),
        (r"(?:ai|ei|a|e)(?:n|m)(?=$|[^aeiouEUnm])", "A"), (r"i(?:n|m)(?=$|[^aeiouEUnm])", "I"),
        (r"o(?:n|m)(?=$|[^aeiouEUnm])", "O"), (r"u(?:n|m)(?=$|[^aeiouEUnm])", "I"), (r"ai|ei", "e"),
        (r"(.)\1+", r"\1"), (r"(?:er|et|ez|ed)s?$", "e"), (r"[sxtdp]+$", ""), (r"(?<=[^aiuU])e$", ""),
        (r"[sxtdp]+$", ""),
    )
]  # fmt: skip
# "ain" and "ein" sound like "in".
_NASAL_IN = re.compile(r"(?:ai|ei)(?:n|m)(?=$|[^aeiouy])")


def sound(word: str) -> str:
    """How a French word sounds, roughly: “infirmié” and “infirmier” give the same string."""
    text = _NASAL_IN.sub("in", word.lower().replace("œ", "e"))
    for pattern, by in _SOUNDS:
        text = pattern.sub(by, text)
    return text


def distance(one: str, other: str, limit: int) -> int:
    """Edits (missing, added, changed or swapped letters) between two words; `limit` + 1 when there are more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(line) > limit:
            return limit + 1
        before, last = last, line
    return last[-1]


def edits_allowed(word: str) -> int:
    if len(word) < ONE_EDIT:
        return 0
    return 1 if len(word) < TWO_EDITS else 2


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask


class Speller:
    """The words a correction may give, each with how often contents use it."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self._written: dict[str, str] = {}
        self._shapes: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
        self._beginnings: dict[tuple[str, int], dict[str, tuple[int, int]]] = {}

    @classmethod
    def of(cls, counted: Iterable[tuple[str, int]]) -> "Speller":
        """From words as they are written, accents kept: they tell how a word sounds."""
        speller = cls()
        for written, count in counted:
            word = folded(written)
            if len(word) < ONE_EDIT or not word.isalpha():
                continue
            if word not in speller.words:
                speller._shapes[word[0], len(word)].append((word, _letters(word)))
                speller._written[word] = written
            speller.words[word] = max(speller.words.get(word, 0), count)
        return speller

    @cached_property
    def _sounds(self) -> Mapping[str, list[str]]:
        """Made at the first typo: most questions need none."""
        sounds: dict[str, list[str]] = defaultdict(list)
        for word, written in self._written.items():
            sounds[sound(written)].append(word)
        return sounds

    def warm(self) -> None:
        """Have the index of sounds ready before the first typo."""
        _ = self._sounds

    def candidates(self, word: str, written: str) -> Iterator[tuple[float, int, str]]:
        """(edits, minus uses, word): the least is the best. What sounds the same counts for less."""
        for other in self._sounds.get(sound(written or word), ()):
            allowed = min(SOUND_EDITS, len(word) // 2)
            edits = distance(word, other, allowed)
            if edits <= allowed:
                yield edits - SOUND_BONUS, -self.words[other], other
        for other, edits in self._near(word, edits_allowed(word)):
            yield edits, -self.words[other], other

    def _near(self, word: str, allowed: int) -> Iterator[tuple[str, int]]:
        mask = _letters(word)
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for other, letters in self._shapes.get((word[0], length), ()):
                if (mask ^ letters).bit_count() <= 2 * allowed:
                    edits = distance(word, other, allowed)
                    if edits <= allowed:
                        yield other, edits

    def begins(self, start: str) -> bool:
        return start in self._beginnings_of(start[0], len(start))

    def beginnings(self, start: str) -> Iterator[tuple[float, int, str]]:
        """Beginnings of words near `start`, for what is still being typed."""
        allowed = edits_allowed(start)
        mask = _letters(start)
        for size in (len(start), len(start) + 1):
            for beginning, (letters, count) in self._beginnings_of(start[0], size).items():
                if (mask ^ letters).bit_count() <= 2 * allowed:
                    edits = distance(start, beginning, allowed)
                    if edits <= allowed:
                        yield edits, -count, beginning

    def _beginnings_of(self, letter: str, size: int) -> Mapping[str, tuple[int, int]]:
        """Beginnings of one length, in one letter, each with its letters and uses; made when first asked."""
        known = self._beginnings.get((letter, size))
        if known is None:
            known = {}
            for (first, length), shapes in self._shapes.items():
                if first == letter and length >= size:
                    for word, _ in shapes:
                        beginning = word[:size]
                        count = max(self.words[word], known.get(beginning, (0, 0))[1])
                        known[beginning] = _letters(beginning), count
            self._beginnings[letter, size] = known
        return known


def nearest(word: str, written: str, spellers: Iterable[Speller]) -> str:
    """The best correction of a folded word over several lists, or nothing.

    `written`: the same word, which may keep its accents.
    """
    if not edits_allowed(word) or not word.isalpha():
        return ""
    ranked = [found for speller in spellers for found in speller.candidates(word, written)]
    return min(ranked)[2] if ranked else ""


def completed(start: str, spellers: Sequence[Speller]) -> str:
    """The start of a word, mended; nothing when a known word begins so."""
    if not edits_allowed(start) or not start.isalpha() or any(speller.begins(start) for speller in spellers):
        return ""
    ranked = [found for speller in spellers for found in speller.beginnings(start)]
    return min(ranked)[2] if ranked else ""
