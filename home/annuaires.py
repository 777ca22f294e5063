"""Lists whose items are records, not pages: établissements and référents, each at its own address."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from ambassadeurs.models import AmbassadeurPage
from common.models import BasePage
from common.seo import Subject, alternates_of, in_language
from evenements.models import Evenement
from formations.models import FormationPage, Offre
from formations.structured_data import organisation
from home.listings import EtablissementListing
from territoires.carte import position
from territoires.models import Departement, Etablissement, Referent, ReferentScope

SHOWN = 6


class EtablissementsIndexPage(RoutablePageMixin, BasePage):
    """`/fr/etablissements/` and `/fr/etablissements/<uai>/`."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "home/etablissements_index_page.html"

    class Meta:
        verbose_name = _("annuaire des établissements")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`listing`: open établissements under the filters of the address."""
        listing = EtablissementListing(request.GET, request.path, Etablissement.objects.open().for_listing())
        return super().get_context(request, *args, **kwargs) | {"listing": listing}

    @path("<slug:uai>/", name="etablissement")
    def serve_etablissement(self, request: HttpRequest, uai: str) -> HttpResponse:
        """One address for each: capitals, and the établissement that replaced this one."""
        found = Etablissement.objects.select_related(
            "commune__departement", "commune__bassin", "remplace_par"
        ).filter(uai=uai.upper())
        etablissement = found.first()
        if etablissement is None:
            raise Http404
        if etablissement.remplace_par is not None:
            return redirect(etablissement.remplace_par.get_absolute_url())
        if uai != etablissement.uai:
            return redirect(etablissement.get_absolute_url(), permanent=True)
        context = etablissement_context(self, etablissement)
        return self.render(request, context_overrides=context, template="home/etablissement.html")


def etablissement_context(page: EtablissementsIndexPage, etablissement: Etablissement) -> dict[str, Any]:
    """`offres` are (training in the language of the page, its offers here)."""
    coming = Evenement.objects.localized(page.locale.language_code).for_listing().upcoming()
    commune = etablissement.commune
    offres = offers_of(etablissement, page.locale)
    return {
        "etablissement": etablissement,
        "point_carte": position(etablissement.point or commune.point),
        "offres": offres,
        "carreaux": tiles_of(offres),
        "evenements": list(coming.at_etablissement(etablissement)[:SHOWN]),
        "chiffres": list(etablissement.chiffres.filter(live=True).order_by("nature", "pk")),
        "subject": Subject(
            title=f"{etablissement.nom}, {commune.nom}",
            path=etablissement.get_absolute_url(),
            crumb=etablissement.nom,
            description=_gettext("%(nom)s à %(commune)s : ses formations, ses dates et ses chiffres.")
            % {"nom": etablissement.nom, "commune": commune.nom},
            alternates=route_alternates(page, etablissement.get_absolute_url()),
            schemas=({"@context": "https://schema.org"} | organisation(etablissement),),
        ),
    }


def offers_of(etablissement: Etablissement, locale: Any) -> list[tuple[FormationPage, list[Offre]]]:
    """By training, shown in the language of the page when it is translated. Two queries."""
    offers = list(
        Offre.objects.of_etablissement(etablissement)
        .for_listing()
        .order_by("formation__niveau", "formation__title", "pk")
    )
    keys = {offer.formation.translation_key for offer in offers}
    shown = (
        FormationPage.objects.for_listing()
        .filter(translation_key__in=keys)
        .filter(Q(locale=locale) | Q(locale__language_code=settings.LANGUAGE_CODE))
    )
    # The page's own language comes last and wins.
    pages = sorted(shown, key=lambda page: page.locale_id == locale.pk) if keys else []
    titles = {page.translation_key: page for page in pages}
    grouped: dict[Any, tuple[FormationPage, list[Offre]]] = {}
    for offer in offers:
        formation = titles.get(offer.formation.translation_key)
        if formation is not None:
            grouped.setdefault(formation.translation_key, (formation, []))[1].append(offer)
    return list(grouped.values())


def tiles_of(offres: list[tuple[FormationPage, list[Offre]]]) -> list[str]:
    """Four tiles: the sectors taught there, then the path."""
    slugs = dict.fromkeys(s.slug for formation, _offers in offres for s in formation.secteurs_list)
    first, last = (list(slugs) * 2)[:2] if slugs else ("neutre", "neutre")
    return [first, "neutre", "neutre", last]


@dataclass(slots=True)
class Contact:
    """A référent and the part of the département they answer for: all of it when there is no bassin."""

    referent: Referent
    bassins: list[str] = field(default_factory=list)


class ReferentsIndexPage(RoutablePageMixin, BasePage):
    """`/fr/referents/` and `/fr/referents/<dep>/`: a territory and the people to talk to."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "home/referents_index_page.html"

    class Meta:
        verbose_name = _("annuaire des référents")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`departements`: (département, its contacts)."""
        found = contacts()
        departements = Departement.objects.order_by("code")
        context = super().get_context(request, *args, **kwargs)
        return context | {"departements": [(item, found.get(item.pk, [])) for item in departements]}

    @path("<slug:code>/", name="departement")
    def serve_departement(self, request: HttpRequest, code: str) -> HttpResponse:
        departement = Departement.objects.filter(code=code.upper()).first()
        if departement is None:
            raise Http404
        context = departement_context(self, departement)
        return self.render(request, context_overrides=context, template="home/departement.html")


def departement_context(page: ReferentsIndexPage, departement: Departement) -> dict[str, Any]:
    coming = Evenement.objects.localized(page.locale.language_code).for_listing().upcoming()
    people = AmbassadeurPage.objects.for_listing().filter(locale=page.locale, departements=departement)
    people_here = contacts(departement).get(departement.pk, [])
    place = departement.localized_locatif
    return {
        "departement": departement,
        "contacts": people_here,
        "partage": any(contact.bassins for contact in people_here),
        "bassins": list(departement.bassins.order_by("nom")),
        "evenements": list(coming.in_departement(departement)[:SHOWN]),
        "ambassadeurs": list(people[:3]),
        "subject": Subject(
            title=_gettext("Parler à quelqu’un %(place)s") % {"place": place},
            path=departement.get_absolute_url(),
            crumb=departement.nom,
            description=_gettext(
                "Qui appeler %(place)s pour un métier, une formation, un stage ou une visite de classe."
            )
            % {"place": place},
            alternates=route_alternates(page, departement.get_absolute_url()),
        ),
    }


def contacts(departement: Departement | None = None) -> dict[str, list[Contact]]:
    """People by département, in one query."""
    scopes = ReferentScope.objects.select_related("referent__portrait", "bassin")
    if departement is not None:
        scopes = scopes.filter(departement=departement)
    found: dict[str, dict[int, Contact]] = {}
    for scope in scopes.order_by("referent__nom", "referent__prenom", "referent", "bassin__nom", "pk"):
        people = found.setdefault(scope.departement_id, {})
        contact = people.setdefault(scope.referent_id, Contact(scope.referent))
        if scope.bassin:
            contact.bassins.append(scope.bassin.nom)
    return {code: list(people.values()) for code, people in found.items()}


def route_alternates(page: BasePage, address: str) -> dict[str, str]:
    """The same record under each language in which its list exists."""
    return {code: in_language(address, code) for code in alternates_of(page)}
