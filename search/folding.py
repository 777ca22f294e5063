"""How texts are compared: lower case, without accents."""

import unicodedata


def folded(text: str) -> str:
    """Lower case without accents, as the `exact` analyzer sees it."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
