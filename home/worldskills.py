"""`/fr/worldskills/`: selections and finals, the trades in competition, those who compete, how to enter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ambassadeurs.enums import Genre
from ambassadeurs.models import AmbassadeurPage
from common.blocks import StoryBlock
from common.fields import SlimStreamField
from common.models import BasePage, ReviewedMixin
from common.navigation import localized
from common.querysets import in_language
from evenements.enums import TypeEvenement
from evenements.feeds.addresses import subscriptions
from evenements.models import Evenement, EvenementFormation, EvenementMetier
from formations.models import FormationPage
from metiers.models import MetierPage

SHOWN_COMING = 12
SHOWN_PAST = 6


@dataclass(frozen=True, slots=True)
class Concours:
    """A trade in competition, as the events say it; `evenement` is the next one that shows it, if one comes."""

    metier: MetierPage
    formations: list[FormationPage]
    evenement: Evenement | None


class WorldSkillsPage(ReviewedMixin, BasePage):
    """The space of the competition. The team of WorldSkills has rights on it and on the candidates below it."""

    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["ambassadeurs.AmbassadeurPage"]
    max_count_per_parent = 1
    template = "home/worldskills_page.html"

    chapo = models.TextField(_("introduction"), help_text=_("Une à trois phrases, en grand, sous le titre."))
    body = SlimStreamField(
        StoryBlock(),
        blank=True,
        verbose_name=_("contenu"),
        help_text=_("Ce qu’est le concours, comment participer. Dates, métiers et personnes viennent seuls."),
    )

    search_fields = [*BasePage.search_fields, index.SearchField("chapo"), index.SearchField("body")]
    content_panels = [FieldPanel("title"), FieldPanel("chapo"), FieldPanel("body"), FieldPanel("resume")]
    review_panels = ReviewedMixin.review_panels

    class Meta:
        verbose_name = _("espace WorldSkills")
        verbose_name_plural = _("espaces WorldSkills")

    @property
    def description(self) -> str:
        return self.search_description or self.resume or self.chapo[:200]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`a_venir` and `passes` (events), `concours` (trades), `candidats`, `abonnements` to the calendar."""
        events = Evenement.objects.localized(self.locale.language_code).filter(type=TypeEvenement.WORLDSKILLS)
        coming = list(events.for_listing().upcoming()[:SHOWN_COMING])
        path = f"{localized('agenda/agenda.ics', self.locale.language_code)}?type={TypeEvenement.WORLDSKILLS}"
        return super().get_context(request, *args, **kwargs) | {
            "a_venir": coming,
            "passes": list(events.for_listing().past()[:SHOWN_PAST]),
            "concours": self.trades(events.published(), coming),
            "candidats": self.candidates(),
            "abonnements": subscriptions(path, _gettext("WorldSkills en Hauts-de-France")),
        }

    def candidates(self) -> list[AmbassadeurPage]:
        """Those who consent today, a minor with a parent's agreement; in French where there is no translation."""
        people = AmbassadeurPage.objects.filter(genre=Genre.WORLDSKILLS)
        return in_language(
            AmbassadeurPage.objects.for_listing(), people.order_by().values("pk"), self.locale_id
        )

    def trades(self, events: Any, coming: list[Evenement]) -> list[Concours]:
        """The jobs that the events name, by name, each with the trainings named beside it: four queries of pages."""
        jobs = pairs(EvenementMetier, "metier", events)
        courses = pairs(EvenementFormation, "formation", events)
        metiers = self.pages(MetierPage, jobs)
        formations = {page.translation_key: page for page in self.pages(FormationPage, courses)}
        found = []
        for metier in metiers:
            where = {event for event, _pk, key in jobs if key == metier.translation_key}
            keys = dict.fromkeys(key for event, _pk, key in courses if event in where)
            named = [formations[key] for key in keys if key in formations]
            found.append(Concours(metier, named, next((one for one in coming if one.pk in where), None)))
        return found

    def pages(self, model: Any, links: Iterable[tuple[int, int, Any]]) -> list[Any]:
        return in_language(model.objects.for_listing(), [pk for _event, pk, _key in links], self.locale_id)


def pairs(through: Any, name: str, events: Any) -> list[tuple[int, int, Any]]:
    """(event, page, translation key of the page), as the events order them."""
    links = through.objects.filter(evenement__in=events.order_by().values("pk"))
    rows = links.order_by("evenement_id", "sort_order", "pk")
    return list(rows.values_list("evenement_id", f"{name}_id", f"{name}__translation_key"))
