"""What every feed says of an event, in plain words: no markup, nothing that a format forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from common.dates import horaire, jour
from evenements.enums import Etat, Inscription, TypeEvenement
from evenements.feeds.changes import NEVER

if TYPE_CHECKING:
    from evenements.models import AppelProjets, Evenement, EvenementSession

#: Neither XML 1.0 nor iCalendar can hold them. Marks of direction and joiners of emoji stay.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """On one line, without control characters; no-break spaces stay."""
    return re.sub("[ \t\n]+", " ", FORBIDDEN.sub(" ", text)).strip(" ")


def title(event: Evenement) -> str:
    """“[Annulé] Portes ouvertes”: the state first, since a reader of feeds may show nothing else."""
    etat = Etat(event.etat)
    name = readable(event.titre)
    return name if etat == Etat.PREVU else f"[{etat.label}] {name}"


def when(session: EvenementSession) -> str:
    """“samedi 28 novembre 2026, 9 h à 13 h (pour les 3e)”."""
    text = f"{jour(session.debut)}, {horaire(session.debut, session.fin)}"
    return f"{text} ({readable(session.precision)})" if session.precision else text


def place(event: Evenement) -> str:
    """“Lycée de l’Essai, 1 rue de l’Essai, 59000 Lille”; “En ligne”."""
    parts = [] if event.en_ligne else [event.lieu_nom, event.adresse_postale or event.lieu_court]
    if event.mode != "sur_place":
        parts.append(_("En ligne"))
    return ", ".join(dict.fromkeys(readable(part) for part in parts if part))


def state(event: Evenement) -> str:
    """Nothing when all goes as planned."""
    if event.etat == Etat.PREVU:
        return ""
    more = readable(event.etat_precision)
    return f"{Etat(event.etat).label}. {more}".strip()


def lines(event: Evenement, *, dates: bool = True) -> Iterator[str]:
    """One fact a line: state, dates, place, promise, audience, call, registration, ways to come."""
    yield from filter(None, [state(event)])
    if dates:
        yield from (when(session) for session in event.sessions_ordered())
    yield from filter(None, [place(event), readable(event.resume)])
    if event.type == TypeEvenement.APPEL_PROJETS:
        for call in event.appels.all():
            yield from call_lines(call)
    if event.publics_labels:
        yield _("Pour : %(publics)s") % {"publics": ", ".join(event.publics_labels)}
    if event.accessibilite_labels:
        yield _("Accessibilité : %(moyens)s") % {"moyens": ", ".join(event.accessibilite_labels)}
    if event.inscription != Inscription.SANS:
        yield f"{event.get_inscription_display()} {event.inscription_url}".strip()
    if event.acces:
        yield _("Venir : %(acces)s") % {"acces": readable(event.acces)}


def call_lines(call: AppelProjets) -> Iterator[str]:
    yield _("Ouverture : %(moment)s") % {"moment": moment_in_words(call.ouverture)}
    yield _("Clôture : %(moment)s") % {"moment": moment_in_words(call.cloture)}
    yield from (readable(text) for text in (call.montant, call.financeurs) if text)


def moment_in_words(moment: datetime) -> str:
    return f"{jour(moment)}, {horaire(moment)}"


def tags(event: Evenement) -> list[str]:
    """The type, then the sectors, in the language of the feed."""
    return [str(event.get_type_display()), *(str(term.localized_name) for term in event.secteurs_list)]


def published_at(event: Evenement) -> datetime:
    return event.first_published_at or event.last_published_at or NEVER


def modified_at(event: Evenement) -> datetime:
    """Its last publication: what changed since is not published."""
    return event.last_published_at or published_at(event)
