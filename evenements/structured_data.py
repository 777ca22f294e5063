"""An event for search engines: https://schema.org/Event, one per session, as
https://developers.google.com/search/docs/appearance/structured-data/event asks (tests/evenements/event.shapes.ttl).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.utils import timezone

from common.seo import DEFAULT_IMAGE, absolute
from evenements.enums import Etat, Mode, Public
from evenements.reminder import closing_uid

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
    """The sessions to come first: they are those that a search shows. Times carry their offset."""
    common = _common(evenement)
    now = timezone.now()
    known = evenement.sessions_ordered()
    # The end of a call for projects is a reminder of ours, nothing that one goes to.
    sessions = [session for session in known if session.uid != closing_uid(evenement)] or known
    coming = [session for session in sessions if session.fin >= now]
    return [
        common
        | {
            "@id": f"{absolute(evenement.url)}#{session.uid}",
            "startDate": timezone.localtime(session.debut).isoformat(),
            "endDate": timezone.localtime(session.fin).isoformat(),
        }
        for session in (coming or sessions)[:MAX_SESSIONS]
    ]


def _common(evenement: Evenement) -> dict[str, Any]:
    page = absolute(evenement.url)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": evenement.titre,
        "description": evenement.resume,
        "url": page,
        "image": absolute(static(DEFAULT_IMAGE)),
        "eventStatus": SCHEMA + STATUS.get(Etat(evenement.etat), "EventScheduled"),
        "eventAttendanceMode": SCHEMA + ATTENDANCE[Mode(evenement.mode)],
        "location": _locations(evenement),
        "inLanguage": evenement.locale.language_code,
    }
    organiser = evenement.organisateur or (evenement.etablissement.nom if evenement.etablissement else "")
    if organiser:
        data["organizer"] = {"@type": "Organization", "name": organiser}
    if evenement.publics:
        data["audience"] = [
            {"@type": "Audience", "audienceType": str(Public(value).label)} for value in evenement.publics
        ]
    offer = _offer(evenement, page)
    return data | ({"offers": offer} if offer else {})


def _offer(evenement: Evenement, page: str) -> dict[str, Any]:
    """Where to register. No price is told: we do not know it."""
    full = evenement.etat == Etat.COMPLET
    if not full and not evenement.inscription_ouverte:
        return {}
    offer = {
        "@type": "Offer",
        "availability": f"{SCHEMA}{'SoldOut' if full else 'InStock'}",
        "url": evenement.inscription_url or page,
    }
    if evenement.inscription_avant:
        offer["validThrough"] = timezone.localtime(evenement.inscription_avant).isoformat()
    return offer


def _locations(evenement: Evenement) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if evenement.mode != Mode.EN_LIGNE:
        places.append(_place(evenement))
    if evenement.mode != Mode.SUR_PLACE:
        url = evenement.lien_visio or evenement.inscription_url or absolute(evenement.url)
        places.append({"@type": "VirtualLocation", "url": url})
    return places


def _place(evenement: Evenement) -> dict[str, Any]:
    """What is not known is left out rather than empty."""
    etablissement, commune = evenement.etablissement, evenement.commune
    own = etablissement if etablissement and not evenement.adresse else None
    address = {
        "streetAddress": evenement.adresse or (etablissement.adresse if etablissement else ""),
        "postalCode": own.code_postal if own else "",
        "addressLocality": commune.nom if commune else "",
    }
    place: dict[str, Any] = {
        "@type": "Place",
        "name": evenement.lieu_nom or evenement.lieu_court,
        "address": {"@type": "PostalAddress", "addressRegion": "Hauts-de-France", "addressCountry": "FR"}
        | {name: value for name, value in address.items() if value},
    }
    near = etablissement if etablissement and etablissement.point else commune
    if near and near.point:
        latitude, longitude = near.point
        place["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return place
