"""A question being read: its tokens, which of them are taken by a reading, and what they filled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from search.understanding.text import Token

#: Stands for a word that no reading may take: it matches no pattern.
TAKEN = "\x00"


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens `start` to `end` (excluded), read as `label`; `fills`: values by name of `Filters`.

    `silent` ones are not said: they only order. `kept` ones stay words too.
    """

    start: int
    end: int
    label: str
    fills: dict[str, Any] = field(default_factory=dict)
    silent: bool = False
    kept: bool = False


class Scan:
    """Readers look at `line`: free words joined by spaces. Each takes what it reads, so that the next does not."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.found: list[Found] = []
        self.prefer: list[str] = []
        self._taken = [token.literal for token in tokens]

    @property
    def line(self) -> str:
        return " ".join(
            TAKEN if taken else token.text for token, taken in zip(self.tokens, self._taken, strict=True)
        )

    def free(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and not self._taken[index]

    def text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Token span and match of each occurrence, in whole words."""
        line = self.line
        for match in pattern.finditer(line):
            start = line.count(" ", 0, match.start())
            yield start, start + match.group().strip().count(" ") + 1, match

    def take(self, found: Found) -> None:
        self.found.append(found)
        for index in range(found.start, found.end):
            self._taken[index] = True

    def leftover(self) -> list[Token]:
        """Words that no reading took, or that stay words."""
        kept = {index for found in self.found if found.kept for index in range(found.start, found.end)}
        return [
            token
            for index, token in enumerate(self.tokens)
            if token.literal or not self._taken[index] or index in kept
        ]
