"""What a question says besides its words: a place, a level, a way of learning, a kind, a time, a taste.

`read(filters, language)` gives the filters to search with and what was read; `lexicon` is what it compares with.
"""

from search.understanding.reading import Reading, Understood, read

__all__ = ["Reading", "Understood", "read"]
