"""`/fr/agenda/`: the list, and each event below it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from common.models import BasePage
from common.seo import Subject, page_url
from evenements.context import evenement_context
from evenements.listings import EvenementListing, PastListing
from evenements.models.evenement import Evenement
from evenements.querysets import EvenementQuerySet


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
        return context | {"listing": EvenementListing(request, self.evenements()), "past": False}

    def evenements(self) -> EvenementQuerySet:
        """In the language of the page; in French those without translation."""
        return Evenement.objects.localized(self.locale.language_code).for_listing()

    @path("passes/", name="passes")
    def serve_past(self, request: HttpRequest) -> HttpResponse:
        """What is over: kept, out of the way, not for search engines."""
        subject = Subject(title=_gettext("Les dates passées"), path=f"{page_url(self)}passes/", indexed=False)
        context = {"listing": PastListing(request, self.evenements()), "past": True, "subject": subject}
        return self.render(request, context_overrides=context)

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
