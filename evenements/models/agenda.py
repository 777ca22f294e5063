"""`/fr/agenda/`: the list, and each event below it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from common.dates import mois as month_title
from common.models import BasePage
from common.seo import Subject, page_url
from evenements.context import evenement_context
from evenements.listings import EvenementListing, PastListing
from evenements.models.evenement import Evenement
from evenements.month import MonthListing, month_path, read_month
from evenements.querysets import EvenementQuerySet
from evenements.quick import quick_choices, views
from evenements.region import RegionListing


class AgendaIndexPage(RoutablePageMixin, BasePage):
    """`/fr/agenda/`: the list, and each event below it."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    template = "evenements/agenda_index_page.html"

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`listing`: coming dates under the filters of the address, `listing.months` by month."""
        context = super().get_context(request, *args, **kwargs)
        return context | self.shown(EvenementListing(request.GET, request.path, self.evenements()), "liste")

    def shown(self, listing: EvenementListing, view: str) -> dict[str, Any]:
        """What the three ways to read the agenda have in common."""
        root = page_url(self)
        return {
            "listing": listing,
            "past": False,
            "vues": views(listing, root, view),
            "rapides": quick_choices(listing, root),
        }

    def evenements(self) -> EvenementQuerySet:
        """In the language of the page; in French those without translation."""
        return Evenement.objects.localized(self.locale.language_code).for_listing()

    def roots(self) -> dict[str, str]:
        """Path of the agenda in each language."""
        pages = self.get_translations(inclusive=True).live().select_related("locale")
        return {page.locale.language_code: page_url(page) for page in pages}

    @path("passes/", name="passes")
    def serve_past(self, request: HttpRequest) -> HttpResponse:
        """What is over: kept, out of the way, not for search engines."""
        subject = Subject(title=_gettext("Les dates passées"), path=f"{page_url(self)}passes/", indexed=False)
        context = {
            "listing": PastListing(request.GET, request.path, self.evenements()),
            "past": True,
            "subject": subject,
        }
        return self.render(request, context_overrides=context)

    @path("mois/", name="mois")
    @path("mois/<str:mois>/", name="mois_choisi")
    def serve_month(self, request: HttpRequest, mois: str = "") -> HttpResponse:
        """A calendar page; a month that does not exist gives this one and says so."""
        first, notes = read_month(mois)
        root = page_url(self)
        listing = MonthListing(request.GET, request.path, self.evenements(), first=first, root=root)
        listing.form.refused.extend(notes)
        subject = Subject(
            title=f"{month_title(first)}, {self.title}",
            path=month_path(root, first),
            alternates={code: month_path(url, first) for code, url in self.roots().items()},
            indexed=False,
        )
        context = self.shown(listing, "mois") | {"subject": subject}
        return self.render(request, template="evenements/agenda_mois.html", context_overrides=context)

    @path("carte/", name="carte")
    def serve_map(self, request: HttpRequest) -> HttpResponse:
        """Where it takes place, by commune."""
        root = page_url(self)
        listing = RegionListing(request.GET, request.path, self.evenements(), root=root)
        subject = Subject(
            title=_gettext("L’agenda sur la carte"),
            path=f"{root}carte/",
            alternates={code: f"{url}carte/" for code, url in self.roots().items()},
            indexed=False,
        )
        context = self.shown(listing, "carte") | {"subject": subject}
        return self.render(request, template="evenements/agenda_carte.html", context_overrides=context)

    @path("<slug:slug>/", name="evenement")
    def serve_evenement(self, request: HttpRequest, slug: str) -> HttpResponse:
        """In French, by a redirection, when the event is not translated."""
        language = self.locale.language_code
        found = {
            evenement.locale.language_code: evenement
            for evenement in Evenement.objects.published().for_page().filter(slug=slug)
        }
        evenement = found.get(language)
        if evenement is None:
            french = found.get(settings.LANGUAGE_CODE)
            if french is None:
                raise Http404
            return redirect(french.url)
        context = evenement_context(evenement, {code: item.url for code, item in found.items()})
        return self.render(request, template="evenements/evenement.html", context_overrides=context)
