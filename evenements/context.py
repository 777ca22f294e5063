"""What the page of an event shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from ambassadeurs.models import AmbassadeurPage
from common.querysets import in_language
from common.seo import Subject
from evenements.structured_data import event_schemas
from formations.models import FormationPage
from metiers.models import MetierPage
from territoires.carte import position

if TYPE_CHECKING:
    from evenements.models import Evenement


def linked(model: Any, links: Any, name: str, locale_id: int) -> list[Any]:
    """Live pages that the event names, in its language, as their cards want them; people only while they consent."""
    keys = [getattr(link, name) for link in links.all()]
    return in_language(model.objects.for_listing(), keys, locale_id)


def evenement_context(evenement: Evenement, alternates: dict[str, str]) -> dict[str, Any]:
    """What the page of an event shows: linked pages that are live, and other dates close by."""
    place = evenement.etablissement or evenement.commune
    near = type(evenement).objects.localized(evenement.locale.language_code).for_listing().upcoming()
    close = Q(departement=evenement.departement_id) | Q(evenement_secteurs__tag__in=evenement.secteurs_list)
    return {
        "evenement": evenement,
        "sessions": evenement.sessions_ordered(),
        "metiers": linked(MetierPage, evenement.liens_metiers, "metier_id", evenement.locale_id),
        "formations": linked(FormationPage, evenement.liens_formations, "formation_id", evenement.locale_id),
        "ambassadeurs": linked(
            AmbassadeurPage, evenement.liens_ambassadeurs, "ambassadeur_id", evenement.locale_id
        ),
        "appel": next(iter(evenement.appels.all()), None),
        "point_carte": position(place.point) if place else None,
        "autour": list(near.filter(close).exclude(pk=evenement.pk).distinct()[:3]),
        "subject": Subject(
            title=evenement.titre,
            path=evenement.url,
            description=evenement.resume,
            alternates=alternates,
            crumbs=(),
            schemas=tuple(event_schemas(evenement)),
        ),
    }
