"""French typography: the no-break spaces that a writer cannot see, put back at display."""

import re

NBSP = "\u00a0"
NNBSP = "\u202f"

_HIGH = re.compile(r"[ \u00a0]+([;!?»](?!\w))|[ \u00a0]+(:)(?=\s|$)")
_OPENING = re.compile(r"«[ \u00a0]+")
_HOURS = re.compile(r"(?<=\d) h(?: (?=\d\d\b)|(?=\W|$))")
_UNITS = re.compile(r"(?<=\d) (?=(?:€|%|km|m|kg|ans?|mois|jours?|heures?|places?|lieux?)\b|[€%])")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_BAC = re.compile(r"\b([Bb]ac) \+ (?=\d)")


def _hours(match: re.Match[str]) -> str:
    return match.group().replace(" ", NBSP)


def francais(text: str) -> str:
    """No-break spaces before : ; ? ! », after «, in “17 h 30”, “1 950 €”, “Bac + 2”; straight quotes become ’.

    Addresses survive: a colon is touched only when a space already stood before it and one follows.
    """
    text = text.replace("'", "’")
    text = _HIGH.sub(lambda match: NBSP + (match.group(1) or match.group(2)), text)
    text = _OPENING.sub(f"«{NBSP}", text)
    text = _HOURS.sub(_hours, text)
    text = _THOUSANDS.sub(NBSP, text)
    text = _UNITS.sub(NBSP, text)
    return _BAC.sub(rf"\1{NBSP}+{NBSP}", text)
