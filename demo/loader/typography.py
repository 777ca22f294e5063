"""French typography that writers do not type: non-breaking spaces, curly apostrophes."""

import re

NBSP = "\u00a0"

FRENCH: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"[ \u00a0\u202f]+([:;?!»])"), NBSP + r"\1"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NBSP),
    (
        re.compile(r"(?<=\d) (?=(?:h|min|€|%|km|kg|m|m²|MW|GW|ans|an|mois|semaines|places|jours)\b|[€%])"),
        NBSP,
    ),
    (re.compile(r"(\d\u00a0h) (?=\d\d\b)"), r"\1" + NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
    (re.compile(r"(?<=\d) × (?=\d)"), f"{NBSP}×{NBSP}"),
]
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|«|\s|$)")
TELEPHONE = re.compile(r"\b0\d(?:[ .]\d\d){4}\b")


def apply(text: str, language: str = "fr") -> str:
    """The text as it is printed; applying it twice changes nothing."""
    text = APOSTROPHE.sub("’", text.strip())
    if language != "fr":
        return text
    for pattern, replacement in FRENCH:
        text = pattern.sub(replacement, text)
    return TELEPHONE.sub(lambda match: re.sub(r"[ .]", NBSP, match[0]), text)
