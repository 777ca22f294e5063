"""Every component with its states, for those who write pages. Development only (`PATTERNS_ENABLED`).

The states of `components/fiche/fiche.html` stand in `templates/patterns/fiche.json`: a list of
`{"etat": "…", "entrees": {…}}`, `{"etat": "…", "value": {…}}` for the template of a block, or
`{"etat": "…", "parties": {"nom": "faits/fait", "entrees": [{…}]}}` for a component that surrounds others.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from common.composants import Signature, load, template_name, templates_root

FOLDER = "patterns"
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?$")


@dataclass(frozen=True, slots=True)
class State:
    """One way of using a component. `around`: classes of the list that holds it, if it is a list item."""

    name: str
    inputs: dict[str, Any] = field(default_factory=dict)
    value: dict[str, Any] | None = None
    parts: dict[str, Any] | None = None
    around: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    name: str
    template: str
    signature: Signature
    states: tuple[State, ...]


class Stub(dict[str, Any]):
    """Stands for a record: its keys are attributes too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def _moments(value: Any) -> Any:
    """JSON knows no date: “2026-11-28” and “2026-11-28T09:00” are read as such, in Paris time."""
    if isinstance(value, dict):
        return Stub({key: _moments(item) for key, item in value.items()})
    if isinstance(value, list):
        return [_moments(item) for item in value]
    if isinstance(value, str) and MOMENT.match(value):
        if "T" in value:
            return timezone.make_aware(datetime.fromisoformat(value))
        return date.fromisoformat(value)
    return value


def _states(path: Path) -> tuple[State, ...]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        State(
            name=row["etat"],
            inputs=_moments(row.get("entrees", {})),
            value=_moments(row["value"]) if "value" in row else None,
            parts=_moments(row.get("parties")),
            around=row.get("autour", ""),
            sector=row.get("secteur", ""),
        )
        for row in rows
    )


def folder() -> Path:
    return templates_root() / FOLDER


def names() -> list[str]:
    """`evt--etat.json` holds the states of `evt/etat`."""
    return [path.stem.replace("--", "/") for path in sorted(folder().glob("*.json"))]


def pattern(name: str) -> Pattern:
    path = folder() / f"{name.replace('/', '--')}.json"
    return Pattern(name, template_name(name), load(name)[1], _states(path))


def patterns_view(request: HttpRequest, name: str = "") -> HttpResponse:
    """All the components, or one of them alone; `?theme=sombre` shows the dark scheme."""
    known = names()
    if not settings.PATTERNS_ENABLED or (name and name not in known):
        raise Http404
    context = {
        "patterns": [pattern(item) for item in ([name] if name else known)],
        "names": known,
        "theme": request.GET.get("theme", ""),
    }
    return render(request, "patterns/patterns.html", context)
