"""An event for search engines: https://schema.org/Event, one per session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from common.seo import absolute
from evenements.enums import Etat, Mode

if TYPE_CHECKING:
    from evenements.models import Evenement

SCHEMA = "https://schema.org/"
STATUS = {Etat.ANNULE: "EventCancelled", Etat.REPORTE: "EventPostponed"}
ATTENDANCE = {
    Mode.SUR_PLACE: "OfflineEventAttendanceMode",
    Mode.EN_LIGNE: "OnlineEventAttendanceMode",
    Mode.MIXTE: "MixedEventAttendanceMode",
}
#: Thirty sessions would weigh more than the page.
MAX_SESSIONS = 12


def event_schemas(evenement: Evenement) -> list[dict[str, Any]]:
    """Times carry their offset, so that a reader of another zone is not misled."""
    common = _common(evenement)
    return [
        common
        | {
            "startDate": timezone.localtime(session.debut).isoformat(),
            "endDate": timezone.localtime(session.fin).isoformat(),
        }
        for session in evenement.sessions_ordered()[:MAX_SESSIONS]
    ]


def _common(evenement: Evenement) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": evenement.titre,
        "description": evenement.resume,
        "url": absolute(evenement.url),
        "eventStatus": SCHEMA + STATUS.get(Etat(evenement.etat), "EventScheduled"),
        "eventAttendanceMode": SCHEMA + ATTENDANCE[Mode(evenement.mode)],
        "location": _locations(evenement),
        "inLanguage": evenement.locale.language_code,
    }
    organiser = evenement.organisateur or (evenement.etablissement.nom if evenement.etablissement else "")
    if organiser:
        data["organizer"] = {"@type": "Organization", "name": organiser}
    if evenement.etat == Etat.COMPLET:
        data["offers"] = {
            "@type": "Offer",
            "availability": f"{SCHEMA}SoldOut",
            "url": evenement.inscription_url or absolute(evenement.url),
        }
    return data


def _locations(evenement: Evenement) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if evenement.mode != Mode.EN_LIGNE:
        etablissement, commune = evenement.etablissement, evenement.commune
        places.append(
            {
                "@type": "Place",
                "name": evenement.lieu_nom,
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": evenement.adresse or (etablissement.adresse if etablissement else ""),
                    "postalCode": etablissement.code_postal if etablissement else "",
                    "addressLocality": commune.nom if commune else "",
                    "addressRegion": "Hauts-de-France",
                    "addressCountry": "FR",
                },
            }
        )
    if evenement.mode != Mode.SUR_PLACE:
        url = evenement.lien_visio or evenement.inscription_url or absolute(evenement.url)
        places.append({"@type": "VirtualLocation", "url": url})
    return places
