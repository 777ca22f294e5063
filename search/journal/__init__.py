"""What people search for, counted without cookie, address or person. See docs/search-board.md."""

from search.journal.marking import HEADER, mark

__all__ = ["HEADER", "mark"]
