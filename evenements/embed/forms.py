"""What a foreign site may choose beside the filters: theme, layout, title. A bad value is the default one."""

from dataclasses import dataclass

from django.http import QueryDict

THEMES = ("auto", "clair", "sombre")
TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Look:
    theme: str
    compact: bool
    title: str


def read_look(data: QueryDict) -> Look:
    theme = data.get("theme", "")
    return Look(
        theme=theme if theme in THEMES else "auto",
        compact=data.get("layout") == "compact",
        title=data.get("titre", "").strip()[:TITLE_LENGTH],
    )
