"""Lists whose items are records, not pages: établissements and référents, each at its own address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from common.models import BasePage
from evenements.models import Evenement
from formations.models import Offre
from territoires.models import Departement, Etablissement, Referent


class EtablissementsIndexPage(RoutablePageMixin, BasePage):
    """`/fr/etablissements/` and `/fr/etablissements/<uai>/`."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "home/etablissements_index_page.html"

    class Meta:
        verbose_name = _("annuaire des établissements")

    @path("<slug:uai>/", name="etablissement")
    def serve_etablissement(self, request: HttpRequest, uai: str) -> HttpResponse:
        """A UAI that was replaced leads to the one that replaces it."""
        etablissement = get_object_or_404(
            Etablissement.objects.select_related("commune__departement", "commune__bassin", "remplace_par"),
            uai=uai.upper(),
        )
        language = self.locale.language_code
        offres = Offre.objects.of_etablissement(etablissement).for_listing()
        context: dict[str, Any] = {
            "etablissement": etablissement,
            "offres": list(offres.order_by("formation__niveau", "formation__title", "pk")),
            "evenements": list(
                Evenement.objects.localized(language)
                .for_listing()
                .at_etablissement(etablissement)
                .upcoming()[:6]
            ),
            "chiffres": list(etablissement.chiffres.filter(live=True).order_by("nature", "pk")),
        }
        return self.render(request, context_overrides=context, template="home/etablissement.html")


class ReferentsIndexPage(RoutablePageMixin, BasePage):
    """`/fr/referents/` and `/fr/referents/<dep>/`: a territory and the people to talk to."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "home/referents_index_page.html"

    class Meta:
        verbose_name = _("annuaire des référents")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`departements`, each with `referents`."""
        departements = list(Departement.objects.order_by("code"))
        return super().get_context(request, *args, **kwargs) | {
            "departements": [
                (departement, list(Referent.objects.for_place(departement))) for departement in departements
            ]
        }

    @path("<slug:code>/", name="departement")
    def serve_departement(self, request: HttpRequest, code: str) -> HttpResponse:
        departement = Departement.objects.filter(code=code.upper()).first()
        if departement is None:
            raise Http404
        language = self.locale.language_code
        context: dict[str, Any] = {
            "departement": departement,
            "referents": list(Referent.objects.for_place(departement)),
            "bassins": list(departement.bassins.order_by("nom")),
            "evenements": list(
                Evenement.objects.localized(language).for_listing().in_departement(departement).upcoming()[:6]
            ),
        }
        return self.render(request, context_overrides=context, template="home/departement.html")
