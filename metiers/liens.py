"""What leads to a job or tells of it: contents of apps above this one, reached by reverse accessors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from metiers.models import MetierPage

SHOWN = 4


def _manager(page: MetierPage, links: str, content: str) -> Any:
    """The manager of the model that links to jobs through `links`."""
    through: Any = page._meta.get_field(links).related_model
    return through._meta.get_field(content).related_model.objects


def formations_of(page: MetierPage) -> list[Any]:
    """Live trainings that lead to the job, in its language."""
    found = _manager(page, "liens_formations", "page").for_listing().filter(locale=page.locale)
    return list(found.leading_to(page)[:SHOWN])


def ambassadeurs_of(page: MetierPage) -> list[Any]:
    """One person who does the job and consents today: a quotation, nothing of its classification."""
    found = _manager(page, "liens_ambassadeurs", "page").for_listing().filter(locale=page.locale)
    return list(found.presenting(page).prefetch_related(None)[:1])


def evenements_of(page: MetierPage) -> list[Any]:
    """The next dates that present the job."""
    events = _manager(page, "liens_evenements", "evenement")
    language = page.locale.language_code
    links: Any = page._meta.get_field("liens_evenements").related_model
    presenting = links._default_manager.filter(metier__translation_key=page.translation_key)
    found = events.localized(language).for_listing().upcoming()
    return list(found.filter(pk__in=presenting.values("evenement"))[:2])
