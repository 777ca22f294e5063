"""An event as programs read it: `Evenement` of the OpenAPI document. Names are those of the filters, hours of Paris."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from common.navigation import localized
from common.seo import absolute
from evenements.feeds import words
from evenements.querysets import Dates

if TYPE_CHECKING:
    from evenements.models import Evenement


def moment(value: datetime | None) -> str | None:
    """ISO 8601 with the offset of Europe/Paris on that day."""
    return timezone.localtime(value).isoformat() if value else None


def record(event: Evenement) -> dict[str, Any]:
    dates = Dates.of(event)
    return {
        "id": str(event.translation_key),
        "slug": event.slug,
        "langue": event.locale.language_code,
        "titre": event.titre,
        "resume": event.resume,
        "type": event.type,
        "etat": event.etat,
        "etat_precision": event.etat_precision,
        "dates": {"debut": moment(dates.debut), "fin": moment(dates.fin)} if dates else None,
        "sessions": [
            {
                "uid": str(session.uid),
                "debut": moment(session.debut),
                "fin": moment(session.fin),
                "precision": session.precision,
            }
            for session in event.sessions_ordered()
        ],
        "mode": event.mode,
        "lieu": None if event.en_ligne else place(event),
        "lien_visio": event.lien_visio,
        "publics": list(event.publics),
        "accessibilite": list(event.accessibilite),
        "secteurs": [{"slug": term.slug, "nom": str(term.localized_name)} for term in event.secteurs_list],
        "rev3": bool(getattr(event, "est_rev3", False)),
        "organisateur": event.organisateur,
        "contact": event.contact,
        "inscription": {
            "regle": event.inscription,
            "adresse": event.inscription_url,
            "avant": moment(event.inscription_avant),
        },
        "appel": next((call(one) for one in event.appels.all()), None),
        "exemple": event.exemple,
        "publie_le": moment(words.published_at(event)),
        "modifie_le": moment(words.modified_at(event)),
        "liens": {
            "page": absolute(event.url),
            "calendrier": absolute(localized(f"agenda/{event.slug}.ics", event.locale.language_code)),
            "api": absolute(f"/api/v1/evenements/{event.slug}/"),
        },
    }


def place(event: Evenement) -> dict[str, Any]:
    etablissement, commune = event.etablissement, event.commune
    near = etablissement if etablissement and etablissement.point else commune
    point = near.point if near else None
    return {
        "nom": event.lieu_nom,
        "adresse": event.adresse_postale,
        "uai": etablissement.uai if etablissement else "",
        "commune": {"code": commune.code, "nom": commune.nom} if commune else None,
        "dep": event.departement_id or "",
        "latitude": point[0] if point else None,
        "longitude": point[1] if point else None,
        "acces": event.acces,
    }


def call(one: Any) -> dict[str, Any]:
    return {
        "ouverture": moment(one.ouverture),
        "cloture": moment(one.cloture),
        "montant": one.montant,
        "financeurs": one.financeurs,
        "fse": one.fse,
    }
