"""Form fields that keep the good values of a repeatable parameter, and say in French which ones they left out."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from search.grammar import MAX_QUERY, MAX_VALUES


def shortened(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:39]}…"


class GrammarField(forms.Field, ABC):
    """Reads every value of its name. `refused` fills while cleaning; a bad value is never an error."""

    widget = forms.MultipleHiddenInput

    def __init__(self, label: str, initial: Any = ()) -> None:
        super().__init__(required=False, label=label, initial=initial)
        self.refused: list[str] = []

    def clean(self, value: Any) -> Any:
        values = list(dict.fromkeys(text.strip() for text in value or () if text.strip()))
        if len(values) > MAX_VALUES:
            self.refused.append(
                _("%(label)s : %(count)s valeurs au plus, les suivantes sont ignorées.")
                % {"label": self.label, "count": MAX_VALUES}
            )
        return self.parse([text.replace("\x00", "") for text in values[:MAX_VALUES]])

    @abstractmethod
    def parse(self, values: list[str]) -> Any:
        """The typed value of a name, from the texts of the address."""

    def refuse(self, value: str) -> None:
        self.refused.append(
            _("%(label)s : « %(value)s » n’est pas reconnu, ce choix est ignoré.")
            % {"label": self.label, "value": shortened(value)}
        )


def plain_text(text: str) -> str:
    """Composed, on one line: control, format and surrogate characters become spaces."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        " " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in composed
    )
    return re.sub(r"\s+", " ", visible).strip()


class QueryField(GrammarField):
    """The words typed. What passes the limit is cut, and said."""

    def parse(self, values: list[str]) -> str:
        words = plain_text(" ".join(values[:1]))
        if len(words) > MAX_QUERY:
            self.refused.append(
                _("La recherche est trop longue : seuls les %(count)s premiers caractères sont lus.")
                % {"count": MAX_QUERY}
            )
        return words[:MAX_QUERY].rstrip()


class PhrasesField(GrammarField):
    """Phrases of the question, kept as they are; an address made by hand may hold anything."""

    def parse(self, values: list[str]) -> tuple[str, ...]:
        phrases = (plain_text(value)[:MAX_QUERY].rstrip() for value in values)
        return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


class ChoicesField(GrammarField):
    """Several of the known values, in the order of the vocabulary so that one choice has one address."""

    def __init__(self, label: str, known: Mapping[str, Any]) -> None:
        super().__init__(label)
        self.known = known

    def parse(self, values: list[str]) -> tuple[str, ...]:
        for value in values:
            if value not in self.known:
                self.refuse(value)
        return tuple(value for value in self.known if value in values)


class LevelsField(ChoicesField):
    """CEC levels, as integers."""

    def parse(self, values: list[str]) -> tuple[int, ...]:  # type: ignore[override]  # levels are numbers
        return tuple(int(value) for value in super().parse(values))


class FoundField(GrammarField):
    """Codes looked up in a reference table, in one query, only when they look right."""

    def __init__(self, label: str, pattern: str, find: Any) -> None:
        super().__init__(label)
        self.pattern, self.find = re.compile(pattern), find

    def parse(self, values: list[str]) -> tuple[Any, ...]:
        wanted = [value.upper() for value in values if self.pattern.fullmatch(value.upper())]
        found: Mapping[str, Any] = self.find(wanted) if wanted else {}
        for value in values:
            if value.upper() not in found:
                self.refuse(value)
        return tuple(found[code] for code in sorted(found))


class NumberField(GrammarField):
    """One whole number between two bounds, else the default."""

    def __init__(self, label: str, default: int, low: int, high: int) -> None:
        super().__init__(label, initial=default)
        self.low, self.high = low, high

    def parse(self, values: list[str]) -> int:
        if not values:
            return int(self.initial)
        text = values[0]
        if text.isascii() and text.isdigit() and len(text) < 10 and self.low <= int(text) <= self.high:
            return int(text)
        self.refused.append(
            _("%(label)s : « %(value)s » n’est pas un nombre entre %(low)s et %(high)s, il est ignoré.")
            % {"label": self.label, "value": shortened(text), "low": self.low, "high": self.high}
        )
        return int(self.initial)


class DayField(GrammarField):
    """One day, written 2027-03-31."""

    def __init__(self, label: str) -> None:
        super().__init__(label, initial=None)

    def parse(self, values: list[str]) -> date | None:
        if not values:
            return None
        try:
            if re.fullmatch(
                r"20\d{2}-\d{2}-\d{2}", values[0], re.ASCII
            ):  # this century: no overflow, no typo
                return date.fromisoformat(values[0])
        except ValueError:
            pass
        self.refused.append(
            _("%(label)s : « %(value)s » n’est pas une date (attendu : 2027-03-31), elle est ignorée.")
            % {"label": self.label, "value": shortened(values[0])}
        )
        return None


class OneField(GrammarField):
    """One of the known values, else the first of them."""

    def __init__(self, label: str, known: tuple[str, ...]) -> None:
        super().__init__(label, initial=known[0])
        self.known = known

    def parse(self, values: list[str]) -> str:
        if values and values[0] not in self.known:
            self.refuse(values[0])
        return values[0] if values and values[0] in self.known else self.known[0]
