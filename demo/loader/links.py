"""Addresses of the site as writers type them, without language: « /metiers/soudeuse/ »."""

import re
from dataclasses import dataclass, field

EXTERNAL = re.compile(r"(?:https://|mailto:)\S+")
INTERNAL = re.compile(r"(/(?:[a-z0-9-]+/)*)((?:\?[^#\s]*)?(?:#\S+)?)", re.IGNORECASE)
SIMPLIFIED = "simplifie/"


@dataclass(frozen=True)
class Target:
    """Where a link leads: a page by its key, or an address."""

    page: int | None = None
    url: str = ""


@dataclass
class Addresses:
    """Every address that exists once all files are loaded."""

    pages: dict[str, int] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    def resolve(self, target: str, language: str) -> Target:
        """ValueError in French when nothing stands there."""
        if EXTERNAL.fullmatch(target):
            return Target(url=target)
        match = INTERNAL.fullmatch(target)
        if not match:
            raise ValueError(f"lien « {target} » incompris : écrire « /metiers/… / » ou « https://… ».")
        path, rest = match.groups()
        if path in self.pages and not rest:
            return Target(page=self.pages[path])
        if path in self.pages or path in self.others or path.removesuffix(SIMPLIFIED) in self.pages:
            return Target(url=f"/{language}{path}{rest}")
        raise ValueError(f"lien « {target} » : aucune page du site n’a cette adresse.")
