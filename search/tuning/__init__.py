"""What the analyst decides: synonyms, pinned results, particular questions, weights. `current(language)` is read by the
search code at each question, costs no SQL, and changes within a second of a save in every process."""

from search.tuning.live import current, trying
from search.tuning.values import FIELDS, KINDS, Expansion, Tuning

__all__ = ["FIELDS", "KINDS", "Expansion", "Tuning", "current", "trying"]
