"""What a rule holds, by kind: typed, written as JSON, said in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from search.tuning.enums import Effect, RuleKind
from search.tuning.values import FIELDS, KINDS
from search.tuning.words import key_of

Json = dict[str, Any]


def joined(text: str) -> str:
    return " ".join(key_of(text))


def quoted(texts: tuple[str, ...]) -> str:
    return ", ".join(f"« {text} »" for text in texts)


@dataclass(frozen=True, slots=True)
class SynonymContent:
    """A group (`means` empty): each says the others. Otherwise who types one of `words` also finds `means`."""

    kind: ClassVar[RuleKind] = RuleKind.SYNONYM
    words: tuple[str, ...]
    means: tuple[str, ...] = ()

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "SynonymContent":
        return cls(tuple(content["words"]), tuple(content["means"]))

    def write(self) -> Json:
        return {"words": list(self.words), "means": list(self.means)}

    @property
    def key(self) -> str:
        sides = [" | ".join(sorted(joined(text) for text in side)) for side in (self.words, self.means)]
        return " > ".join(side for side in sides if side)[:250]

    @property
    def label(self) -> str:
        if self.means:
            return _("%(typed)s trouve aussi %(found)s") % {
                "typed": quoted(self.words),
                "found": quoted(self.means),
            }
        return _("%(words)s disent la même chose") % {"words": quoted(self.words)}

    @property
    def examples(self) -> tuple[str, ...]:
        return self.words

    def pairs(self) -> list[tuple[str, tuple[str, ...]]]:
        """What is typed, and what is searched besides."""
        if self.means:
            return [(word, self.means) for word in self.words]
        return [(word, tuple(other for other in self.words if other != word)) for word in self.words]


@dataclass(frozen=True, slots=True)
class PinContent:
    """Contents (keys of documents, in order) shown first for a question."""

    kind: ClassVar[RuleKind] = RuleKind.PIN
    words: str
    exact: bool
    keys: tuple[str, ...]

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "PinContent":
        return cls(content["words"], bool(content["exact"]), tuple(content["keys"]))

    def write(self) -> Json:
        return {"words": self.words, "exact": self.exact, "keys": list(self.keys)}

    @property
    def key(self) -> str:
        words = key_of(self.words)
        return "=" + " ".join(words) if self.exact else "~" + " ".join(sorted(words))

    @property
    def label(self) -> str:
        if self.exact:
            return _("« %(q)s »") % {"q": self.words}
        return _("« %(q)s » et d’autres mots") % {"q": self.words}

    @property
    def examples(self) -> tuple[str, ...]:
        return (self.words,)


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """A word to ignore, or a question that suggests nothing or goes to a help page (`key`)."""

    kind: ClassVar[RuleKind] = RuleKind.QUESTION
    words: str
    effect: str
    help_key: str = ""

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "QuestionContent":
        return cls(content["words"], content["effect"], content.get("help_key", ""))

    def write(self) -> Json:
        return {"words": self.words, "effect": self.effect, "help_key": self.help_key}

    @property
    def key(self) -> str:
        return f"{self.effect}:{joined(self.words)}"

    @property
    def label(self) -> str:
        effects = {
            Effect.IGNORE: _("« %(q)s » est ignoré"),
            Effect.SILENT: _("« %(q)s » ne propose rien"),
            Effect.HELP: _("« %(q)s » va droit à l’aide"),
        }
        return effects[Effect(self.effect)] % {"q": self.words}

    @property
    def examples(self) -> tuple[str, ...]:
        return (self.words,)


@dataclass(frozen=True, slots=True)
class WeightsContent:
    """Factors of kinds and of matched fields; what is 1 is left out."""

    kind: ClassVar[RuleKind] = RuleKind.WEIGHTS
    kinds: Mapping[str, float]
    fields: Mapping[str, float]

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "WeightsContent":
        return cls(dict(content["kinds"]), dict(content["fields"]))

    def write(self) -> Json:
        return {"kinds": dict(self.kinds), "fields": dict(self.fields)}

    @property
    def key(self) -> str:
        return "poids"

    @property
    def label(self) -> str:
        said = [f"{KINDS[name]} × {factor:g}" for name, factor in self.kinds.items() if name in KINDS]
        said += [f"{FIELDS[name]} × {factor:g}" for name, factor in self.fields.items() if name in FIELDS]
        return " · ".join(said).replace(".", ",") or _("Poids d’origine")

    @property
    def examples(self) -> tuple[str, ...]:
        return ()


Content = SynonymContent | PinContent | QuestionContent | WeightsContent

READERS: dict[str, type[Content]] = {
    RuleKind.SYNONYM: SynonymContent,
    RuleKind.PIN: PinContent,
    RuleKind.QUESTION: QuestionContent,
    RuleKind.WEIGHTS: WeightsContent,
}


def content_of(kind: str, content: Mapping[str, Any]) -> Content:
    return READERS[kind].read(content)
