"""The decisions of the analyst in one language, frozen: nothing here reads a database or a request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.search_documents import PAGE, Sorte
from search.tuning.words import key_of, singular, split

Key = tuple[str, ...]

#: Kinds and groups of matched fields whose weight may be changed, with their labels.
KINDS: dict[str, Any] = {kind.value: kind.label for kind in Sorte} | {PAGE: _("Pages d’aide")}
FIELDS: dict[str, Any] = {
    "title": _("Titre"),
    "alternatives": _("Autres noms : féminin, masculin, appellations ROME"),
    "sigles": _("Sigles"),
    "keywords": _("Classement : secteur, REV3, centres d’intérêt"),
    "places": _("Lieux et établissements"),
    "text": _("Résumé et texte"),
}
#: Safe bounds of a weight: beyond, a kind would hide the others whatever is typed.
LOWEST, HIGHEST = 0.5, 2.0
#: Other readings of one question: each costs the engine.
MAX_EXPANSIONS = 6
#: Contents pinned above the results of one question.
MAX_PINNED = 5


@dataclass(frozen=True, slots=True)
class Expansion:
    """The words `start` to `end` (excluded) of `split(q)`, and the phrases that say the same."""

    start: int
    end: int
    typed: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """Contents shown first. `exact`: the question is these words; otherwise it holds them all."""

    words: Key
    exact: bool
    keys: tuple[str, ...]

    def meets(self, words: Key) -> bool:
        return words == self.words if self.exact else set(self.words) <= set(words)


def _frozen() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tuning:
    """All the decisions for one language. Without any rule it changes nothing."""

    language: str = "fr"
    version: int = 0
    synonyms: Mapping[Key, tuple[str, ...]] = field(default_factory=_frozen)
    pins: tuple[Pin, ...] = ()
    ignored: frozenset[str] = frozenset()
    silent: frozenset[Key] = frozenset()
    helped: Mapping[Key, str] = field(default_factory=_frozen)
    kinds: Mapping[str, float] = field(default_factory=_frozen)
    fields: Mapping[str, float] = field(default_factory=_frozen)

    def expansions(self, q: str) -> tuple[Expansion, ...]:
        """Synonyms found in the question, the longest first read; they never overlap."""
        return tuple(self._expansions(q))[:MAX_EXPANSIONS]

    def _expansions(self, q: str) -> Iterator[Expansion]:
        if not self.synonyms:
            return
        typed = split(q)
        words = [singular(word) for word in typed]
        longest = max(map(len, self.synonyms))
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + longest), start, -1):
                others = self.synonyms.get(tuple(words[start:end]))
                if others:
                    yield Expansion(start, end, " ".join(typed[start:end]), others)
                    start = end
                    break
            else:
                start += 1

    def readings(self, q: str) -> tuple[str, ...]:
        """The question said otherwise: one whole question per synonym, the words typed left out of the list."""
        typed = split(q)
        return tuple(
            " ".join([*typed[: found.start], other, *typed[found.end :]])
            for found in self.expansions(q)
            for other in found.others
        )[:MAX_EXPANSIONS]

    def pinned(self, q: str) -> tuple[str, ...]:
        """Keys of documents to show first, if they may be shown: exact questions before those that hold the words."""
        words = key_of(q)
        if not words:
            return ()
        met = sorted(
            (pin for pin in self.pins if pin.meets(words)), key=lambda pin: (not pin.exact, -len(pin.words))
        )
        return tuple(dict.fromkeys(key for pin in met for key in pin.keys))[:MAX_PINNED]

    def kept(self, q: str) -> str:
        """The question without the words to ignore; the whole question when nothing else is left."""
        if not self.ignored:
            return q
        rest = [word for word in q.split() if not (set(key_of(word)) and set(key_of(word)) <= self.ignored)]
        return " ".join(rest) or q

    def is_silent(self, q: str) -> bool:
        """Nothing is suggested while this is typed."""
        return bool(self.silent) and key_of(q) in self.silent

    def help_for(self, q: str) -> str:
        """Key of the help page this question goes straight to, or nothing."""
        return self.helped.get(key_of(q), "") if self.helped else ""

    def kind(self, name: str) -> float:
        """Factor of a kind, between `LOWEST` and `HIGHEST`."""
        return self.kinds.get(name, 1.0)

    def weight(self, group: str) -> float:
        """Factor of a group of matched fields (`FIELDS`)."""
        return self.fields.get(group, 1.0)
