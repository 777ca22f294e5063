"""Questions that go straight to a help page."""

from search.tuning.checking import shown
from search.tuning.live import current


def help_address(q: str, language: str) -> str:
    """Path of the help page that this question goes to; nothing when there is none, or when it is not shown now.

    One query, only for a question that the analyst named.
    """
    key = current(language).help_for(q)
    document = shown([key], language).get(key) if key else None
    return str(document.source["card"]["url"]) if document else ""
