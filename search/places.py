"""From what a reader types, “Lille” or “59000”, to a commune: the `pres` field beside the `commune` filter."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from search.grammar import Place
from search.vocabularies import find_communes
from territoires.models import Commune

MAX_LENGTH = 80
#: Of an INSEE code.
CODE_LENGTH = 5
#: Namesakes and communes of one postcode: more than that helps nobody.
MAX_CHOICES = 8


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """`choices` when several communes answer; `error` says in French why none is taken."""

    text: str = ""
    place: Place | None = None
    choices: tuple[Place, ...] = ()
    error: str = ""


def read_place(text: str) -> TypedPlace:
    """One query. The most populated of exact namesakes comes first, never chosen silently."""
    typed = " ".join(text.split())[:MAX_LENGTH].replace("\x00", "")
    if not typed:
        return TypedPlace()
    places = tuple(_as_place(commune) for commune in _communes(typed))
    if not places:
        return TypedPlace(
            typed, error=_("« %(text)s » : nous ne trouvons pas cette commune.") % {"text": typed}
        )
    if len(places) == 1:
        return TypedPlace(typed, place=places[0])
    return TypedPlace(typed, choices=places, error=_("Plusieurs communes répondent : choisis la tienne."))


def resolve(data: Any) -> tuple[TypedPlace, Any]:
    """What is typed in `pres` becomes the `commune` filter.

    The panel carries both: a name left as it was keeps the commune that bears it (namesakes are many), a name taken
    out drops it, another name replaces it.
    """
    if "pres" not in data:
        return TypedPlace(), data
    text = " ".join(data.get("pres", "").split())
    codes = data.getlist("commune") if hasattr(data, "getlist") else []
    known = find_communes([code for code in codes[:1] if len(code) == CODE_LENGTH])
    if text and text in {place.label for place in known.values()}:
        return TypedPlace(), data
    typed = read_place(text)
    if text and typed.place is None and not codes:
        return typed, data
    changed = data.copy()
    changed.setlist("commune", [typed.place.code] if typed.place else [])
    return typed, changed


def _communes(typed: str) -> list[Commune]:
    communes = Commune.objects.select_related("departement").order_by("-population", "nom", "code")
    if re.fullmatch(r"\d{5}", typed):
        found = communes.filter(codes_postaux__contains=[typed])
        return list(found[:MAX_CHOICES])
    slug = slugify(re.sub(r"\(.*\)", "", typed))
    if not slug:
        return []
    near = list(communes.filter(slug__startswith=slug)[: MAX_CHOICES * 4])
    exact = [commune for commune in near if commune.slug == slug]
    return exact or near[:MAX_CHOICES]


def _as_place(commune: Commune) -> Place:
    return Place(commune.code, f"{commune.nom} ({commune.departement.nom})", commune.point)
