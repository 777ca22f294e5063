"""The words of a question once understood: groups of words with what says the same. What queries are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying a group: folded words, and what a match is worth beside the words as typed (1)."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Words that go together, with what says the same. `optional` ones only order.

    `interests`: slugs of centres of interest that answer as well; `sectors`: those whose page does; `weight`: what the
    group is worth beside the others.
    """

    typed: str
    phrases: tuple[Phrase, ...]
    interests: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    optional: bool = False
    #: The words of a reading: “après la 3e”.
    read: bool = False
    #: Between quotes, or undone by the reader: to be met as it is.
    literal: bool = False
    weight: float = 1.0
    #: The name of a kind of diploma: “bac pro”.
    diploma: bool = False

    @property
    def main(self) -> str:
        return self.phrases[0].text


@dataclass(frozen=True, slots=True)
class Question:
    """`text`: everything typed, mended. `prefer`: kinds that come first.

    `names`: other ways of saying the whole question, with their worth: held against whole names.
    """

    groups: tuple[Group, ...]
    text: str
    prefer: tuple[str, ...] = ()
    names: tuple[Phrase, ...] = ()
    #: As the reader typed it: what the analyst's pins are held against.
    typed: str = ""

    @property
    def required(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if not group.optional)

    @property
    def words(self) -> str:
        """What is left to search, in plain words."""
        return " ".join(group.main for group in self.groups)
