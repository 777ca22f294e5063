"""From the rules, as they are stored, to the frozen `Tuning` of each language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from search.index.definition import LANGUAGES
from search.tuning.contents import (
    Content,
    PinContent,
    QuestionContent,
    SynonymContent,
    WeightsContent,
    content_of,
)
from search.tuning.enums import Effect
from search.tuning.values import FIELDS, HIGHEST, KINDS, LOWEST, Key, Pin, Tuning
from search.tuning.words import key_of


@dataclass(frozen=True, slots=True)
class Stored:
    """One rule as the table holds it."""

    kind: str
    language: str
    content: Mapping[str, Any]


def compile_all(rules: Iterable[Stored], version: int = 0) -> dict[str, Tuning]:
    """One `Tuning` per language of the index."""
    by_language: dict[str, list[Content]] = defaultdict(list)
    for rule in rules:
        by_language[rule.language].append(content_of(rule.kind, rule.content))
    return {language: compile_one(language, by_language[language], version) for language in LANGUAGES}


def compile_one(language: str, contents: Iterable[Content], version: int = 0) -> Tuning:
    found = list(contents)
    questions = [one for one in found if isinstance(one, QuestionContent)]
    kinds, fields = _weights(one for one in found if isinstance(one, WeightsContent))
    return Tuning(
        language=language,
        version=version,
        synonyms=_synonyms(one for one in found if isinstance(one, SynonymContent)),
        pins=tuple(
            Pin(key_of(one.words), one.exact, one.keys)
            for one in found
            if isinstance(one, PinContent) and key_of(one.words)
        ),
        ignored=frozenset(
            word for one in questions if one.effect == Effect.IGNORE for word in key_of(one.words)
        ),
        silent=frozenset(key_of(one.words) for one in questions if one.effect == Effect.SILENT),
        helped=MappingProxyType(
            {key_of(one.words): one.help_key for one in questions if one.effect == Effect.HELP}
        ),
        kinds=kinds,
        fields=fields,
    )


def _synonyms(contents: Iterable[SynonymContent]) -> Mapping[Key, tuple[str, ...]]:
    found: dict[Key, dict[str, None]] = defaultdict(dict)
    for content in contents:
        for typed, others in content.pairs():
            found[key_of(typed)] |= dict.fromkeys(other for other in others if key_of(other) != key_of(typed))
    return MappingProxyType({key: tuple(others) for key, others in found.items() if key and others})


def _weights(contents: Iterable[WeightsContent]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Held to their bounds here too: what is stored may be older than the bounds."""
    kinds: dict[str, float] = {}
    fields: dict[str, float] = {}
    for content in contents:
        kinds |= {name: _bounded(factor) for name, factor in content.kinds.items() if name in KINDS}
        fields |= {name: _bounded(factor) for name, factor in content.fields.items() if name in FIELDS}
    return MappingProxyType(kinds), MappingProxyType(fields)


def _bounded(factor: float) -> float:
    return max(LOWEST, min(HIGHEST, float(factor)))
