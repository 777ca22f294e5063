"""When nothing answers: the nearest dates, and a sentence that says they are not those asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from evenements.selection import agenda_listing
from territoires.models import Etablissement

if TYPE_CHECKING:
    from django.http import QueryDict

    from evenements.listings import EvenementListing
    from evenements.models import Evenement

#: Kilometres around a school or a town that has nothing.
AROUND = "40"
PLACES = ("uai", "commune", "rayon", "bassin", "dep")
TOPICS = ("type", "secteur", "rev3", "public", "du", "au")
#: The first three figures of a UAI are the département, even when the code is unknown to us.
UNKNOWN_UAI = re.compile(r"^0(02|59|60|62|80)\d{4}[A-Za-z]$")


@dataclass(frozen=True, slots=True)
class Nearest:
    events: list[Evenement]
    sentence: str


@dataclass(frozen=True, slots=True)
class Wider:
    """One attempt: what is asked instead, and what is then said."""

    data: QueryDict
    sentence: str


def unknown_departement(data: QueryDict) -> str:
    """The département of a UAI that no school bears, when no other place is asked."""
    if any(data.get(name) for name in ("commune", "bassin", "dep")):
        return ""
    for code in data.getlist("uai"):
        found = UNKNOWN_UAI.match(code.strip())
        if found:
            return found[1]
    return ""


def nearest(data: QueryDict, language: str, listing: EvenementListing, size: int) -> Nearest:
    """At most `size` dates. Each attempt is two queries; an address that finds something makes none."""
    for attempt in _attempts(data, listing):
        wider = agenda_listing(attempt.data, language, "", choices=False)
        rows = wider.narrow()
        if wider.points:
            rows = rows.order_by("distance", "prochaine", "pk")
        events = list(rows[:size])
        if events:
            return Nearest(events, attempt.sentence)
    return Nearest([], _("Pas de date pour le moment. L’agenda se remplit toute l’année."))


def _attempts(data: QueryDict, listing: EvenementListing) -> Iterator[Wider]:
    """Near first, then on other topics, then the département, then the region."""
    commune, departement = _where(data, listing)
    around = {"commune": commune, "rayon": AROUND} if commune else {}
    near = _("Rien ici pour le moment. Voici les dates les plus proches.")
    if around:
        yield Wider(_changed(data, PLACES, **around), near)
        yield Wider(_changed(data, (*PLACES, *TOPICS), **around), near)
    if departement:
        there = _("Rien ici pour le moment. Voici les dates du département.")
        yield Wider(_changed(data, (*PLACES, *TOPICS), dep=departement), there)
    elsewhere = _("Rien ici pour le moment. Voici d’autres dates en Hauts-de-France.")
    yield Wider(_changed(data, PLACES), elsewhere)
    yield Wider(_changed(data, (*PLACES, *TOPICS)), elsewhere)


def _where(data: QueryDict, listing: EvenementListing) -> tuple[str, str]:
    """Commune and département of what was asked; the first of each."""
    values = listing.form.values
    if values.commune:
        return values.commune[0].code, values.dep[0] if values.dep else ""
    if values.uai:
        rows = Etablissement.objects.filter(uai__in=values.uai).order_by("-ouvert", "pk")
        found = rows.values_list("commune__code", "commune__departement_id").first()
        return found or ("", "")
    return "", values.dep[0] if values.dep else unknown_departement(data)


def _changed(data: QueryDict, dropped: tuple[str, ...], **added: str) -> QueryDict:
    changed = data.copy()
    for name in (*dropped, "page"):
        changed.pop(name, None)
    for name, value in added.items():
        changed[name] = value
    return changed
