"""How texts are compared: lower case, without accents."""

import re
import sys
import unicodedata

_COMBINING = re.compile(
    "["
    + "".join(re.escape(char) for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(char))
    + "]+"
)


def folded(text: str) -> str:
    """Lower case without accents, as the `exact` analyzer sees it."""
    plain = text.lower()
    if plain.isascii():
        return plain
    plain = plain.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return _COMBINING.sub("", unicodedata.normalize("NFD", plain))
