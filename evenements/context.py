"""What the page of an event shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ambassadeurs.models import AmbassadeurPage
from common.querysets import in_language
from common.seo import Subject
from evenements.add_to_calendar import calendar_links
from evenements.around import around
from evenements.structured_data import event_schemas
from formations.models import FormationPage
from metiers.models import MetierPage
from territoires.carte import position

if TYPE_CHECKING:
    from evenements.models import Evenement

#: Dates shown at once; the thirty of a tour are folded.
SHOWN = 6


def linked(model: Any, links: Any, name: str, locale_id: int) -> list[Any]:
    """Live pages that the event names, in its language, as their cards want them; people only while they consent."""
    keys = [getattr(link, name) for link in links.all()]
    return in_language(model.objects.for_listing(), keys, locale_id)


def evenement_context(evenement: Evenement, alternates: dict[str, str]) -> dict[str, Any]:
    """What the page of an event shows: linked pages that are live, and other dates close by."""
    place = evenement.etablissement or evenement.commune
    call = next(iter(evenement.appels.all()), None)
    sessions = evenement.sessions_ordered()
    coming = [session for session in sessions if not session.passee]
    over = [session for session in sessions if session.passee]
    return {
        "evenement": evenement,
        "sessions": sessions,
        "dates": (coming or over)[:SHOWN],
        "dates_suite": (coming or over)[SHOWN:],
        "dates_passees": over if coming else [],
        "ajouts": calendar_links(evenement, coming[0] if coming else None),
        "documents": [item for item in evenement.documents.all() if item.document_id],
        "chantiers": [link.tag for link in evenement.evenement_chantiers.all()],
        "metiers": linked(MetierPage, evenement.liens_metiers, "metier_id", evenement.locale_id),
        "formations": linked(FormationPage, evenement.liens_formations, "formation_id", evenement.locale_id),
        "ambassadeurs": linked(
            AmbassadeurPage, evenement.liens_ambassadeurs, "ambassadeur_id", evenement.locale_id
        ),
        "appel": call,
        "titre_inscription": _("Déposer un projet") if call else evenement.get_inscription_display(),
        "point_carte": position(place.point) if place else None,
        "autour": around(evenement),
        "subject": Subject(
            title=evenement.titre_annonce,
            path=evenement.url,
            description=evenement.resume,
            alternates=alternates,
            crumbs=(),
            schemas=tuple(event_schemas(evenement)),
        ),
    }
