"""How a rule and a question are compared: without case, accents, punctuation or final plural."""

import re

from search.folding import folded

#: Shorter words keep their last letter: "bus", "prix" and "os" are no plurals of anything.
SHORTEST_PLURAL = 5


def split(text: str) -> list[str]:
    """The words of a text, folded: "L’Aide-soignante" → ["l", "aide", "soignante"]."""
    return re.findall(r"\w+", folded(text))


def singular(word: str) -> str:
    """Without its final s or x."""
    return word[:-1] if len(word) >= SHORTEST_PLURAL and word[-1] in "sx" else word


def key_of(text: str) -> tuple[str, ...]:
    """What two texts share when they are the same for a rule."""
    return tuple(singular(word) for word in split(text))
