"""What exists already: the same school, the same day, a title that resembles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.utils import timezone

from evenements.models import Evenement, Proposition
from evenements.propositions.enums import EtatProposition
from territoires.models import Etablissement
from territoires.successors import families

#: Share of common groups of three letters: “Portes ouvertes” and “Journée portes ouvertes” have 0.7.
ALIKE = 0.3
#: Proposals that count no more.
CLOSED = (EtatProposition.REFUSEE, EtatProposition.ANNULEE, EtatProposition.HORS_REGION)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An event on the site (`url`) or a proposal being read (`pk`, for the team alone)."""

    titre: str
    jours: tuple[date, ...]
    url: str = ""
    pk: int | None = None


def duplicates(
    etablissement: Etablissement | None,
    titre: str,
    jours: Iterable[date],
    *,
    of_type: str = "",
    but: Proposition | None = None,
) -> list[Duplicate]:
    """Published events first. Two of one type on one day at one school resemble enough, whatever their titles."""
    days = set(jours)
    if etablissement is None or not days:
        return []
    family = families([etablissement.uai]).get(etablissement.uai)
    codes = family.members if family else (etablissement.uai,)
    alike = Q(ressemblance__gte=ALIKE) | Q(type=of_type)
    return [*_events(codes, titre, days, alike, but), *_proposals(codes, titre, days, alike, but)]


def _events(
    codes: tuple[str, ...], titre: str, days: set[date], alike: Q, but: Proposition | None
) -> list[Duplicate]:
    events = (
        Evenement.objects.published()
        .filter(etablissement__uai__in=codes, locale__language_code="fr")
        .exclude(pk=(but.evenement_id if but else None) or 0)
        .annotate(ressemblance=TrigramSimilarity("titre", titre))
        .filter(alike)
        .select_related("locale")
        .prefetch_related("sessions")
        .order_by("pk")
    )
    found = []
    for event in events:
        on = {timezone.localdate(session.debut) for session in event.sessions.all()} & days
        if on:
            found.append(Duplicate(event.titre, tuple(sorted(on)), url=event.url))
    return found


def _proposals(
    codes: tuple[str, ...], titre: str, days: set[date], alike: Q, but: Proposition | None
) -> list[Duplicate]:
    waiting = (
        Proposition.objects.confirmed()
        .filter(etablissement__uai__in=codes, evenement__isnull=True)
        .exclude(etat__in=CLOSED)
        .exclude(pk=but.pk if but else 0)
        .annotate(ressemblance=TrigramSimilarity("titre", titre))
        .filter(alike)
        .order_by("pk")
    )
    found = []
    for one in waiting:
        on = {creneau.day for creneau in one.creneaux} & days
        if on:
            found.append(Duplicate(one.titre, tuple(sorted(on)), pk=one.pk))
    return found
