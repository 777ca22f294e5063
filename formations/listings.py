"""The list of trainings under its filters, and the places of one training by distance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from common.geo import Point, distance_km, kilometres
from formations.offres import Offre
from metiers.enums import Voie
from search.filters import FilterForm
from search.grammar import Place
from search.listings import Listing
from search.places import TypedPlace, read_place
from search.vocabularies import find_communes
from territoires.models import Etablissement

if TYPE_CHECKING:
    from formations.models import FormationPage

LATITUDE = Coalesce("etablissement__latitude", "etablissement__commune__latitude")
LONGITUDE = Coalesce("etablissement__longitude", "etablissement__commune__longitude")


class FormationFilterForm(FilterForm):
    names = ("secteur", "rev3", "chantier", "niveau", "voie", "dep", "commune", "rayon", "page", "n")


class FormationListing(Listing["FormationPage"]):
    """Trainings of one language. Their places hang on the French page: links go by translation key."""

    form_class = FormationFilterForm
    facet_names = ("secteur", "niveau", "voie", "dep", "rev3")
    position = ("latitude", "longitude")
    lookups = {
        "secteur": "formation_secteurs__tag__slug",
        "rev3": "preuves_rev3__tag__slug",
        "chantier": "formation_chantiers__tag__slug",
        "niveau": "niveau",
        "voie": "offres__voie",
        "dep": "offres__etablissement__commune__departement_id",
    }

    def condition(self, name: str, values: tuple[Any, ...]) -> Q:
        if not self.lookups[name].startswith("offres__"):
            return super().condition(name, values)
        path = self.lookups[name].removeprefix("offres__")
        offers = Offre.objects.published().filter(**{f"{path}__in": values})
        return Q(translation_key__in=offers.values("formation__translation_key"))

    def facet_counted(self, name: str) -> tuple[QuerySet[Any, Any], str]:
        """Counts of places are read on the French pages, where the offers hang."""
        queryset, path = super().facet_counted(name)
        if not path.startswith("offres__"):
            return queryset, path
        keys = queryset.order_by().values("translation_key")
        offered = self.queryset.model._default_manager.filter(translation_key__in=keys, offres__live=True)
        return offered.filter(offres__etablissement__ouvert=True), path

    def distance(self, point: Point) -> Any:
        """To the nearest place of the training."""
        offers = Offre.objects.published().filter(formation__translation_key=OuterRef("translation_key"))
        measured = offers.annotate(km=distance_km(point, LATITUDE, LONGITUDE)).filter(km__isnull=False)
        return Subquery(measured.order_by("km").values("km")[:1])


def with_places(pages: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Each item carries `nombre_lieux`, `ecole` and `apprentissage`: what its card says of its places."""
    offers = (
        Offre.objects.published().filter(formation__translation_key=OuterRef("translation_key")).order_by()
    )
    places = offers.values("formation__translation_key").annotate(n=Count("etablissement", distinct=True))
    return pages.annotate(
        nombre_lieux=Coalesce(Subquery(places.values("n")), 0),
        ecole=Exists(offers.filter(voie=Voie.SCOLAIRE)),
        apprentissage=Exists(offers.filter(voie=Voie.APPRENTISSAGE)),
    )


# One training


@dataclass(slots=True)
class Lieu:
    """An établissement that prepares the training, with its offers. `distance_km` is None without a commune."""

    etablissement: Etablissement
    offres: list[Offre] = field(default_factory=list)
    distance_km: float | None = None
    portes_ouvertes: list[datetime] = field(default_factory=list)

    @property
    def voies(self) -> str:
        """“École et apprentissage”."""
        present = {offre.voie for offre in self.offres}
        return join_words([str(voie.label) for voie in Voie if voie.value in present])

    @property
    def capacite(self) -> int | None:
        known = [offre.capacite for offre in self.offres if offre.capacite]
        return sum(known) if known else None


def join_words(words: list[str]) -> str:
    """“à l’école et en apprentissage”, with a capital."""
    text = _(" et ").join(words) if len(words) < 3 else f"{', '.join(words[:-1])}{_(' et ')}{words[-1]}"
    return text[:1].upper() + text[1:]


def asked_place(request: HttpRequest) -> TypedPlace:
    """The commune of `?commune=` (INSEE code), else of what is typed in `?pres=`."""
    codes = [code.upper() for code in request.GET.getlist("commune") if len(code) == 5][:1]
    found = find_communes(codes) if codes else {}
    if found:
        place: Place = next(iter(found.values()))
        return TypedPlace(place.label, place=place)
    return read_place(request.GET.get("pres", ""))


def lieux(page: FormationPage, place: Place | None) -> list[Lieu]:
    """Places of the training: nearest first when a commune is known, by département otherwise."""
    offers = Offre.objects.of_formation(page).for_listing()
    grouped: dict[int, Lieu] = {}
    for offre in offers.order_by("etablissement__commune__departement_id", "etablissement__nom", "pk"):
        lieu = grouped.setdefault(offre.etablissement_id, Lieu(offre.etablissement))
        lieu.offres.append(offre)
    found = list(grouped.values())
    _add_open_days(found)
    if place is None or place.point is None:
        return found
    for lieu in found:
        lieu.distance_km = _distance(lieu.etablissement, place.point)
    return sorted(found, key=lambda lieu: (lieu.distance_km is None, lieu.distance_km or 0.0))


def evenements_of(page: FormationPage) -> list[Any]:
    """The next dates that present the training."""
    through: Any = page._meta.get_field("liens_evenements").related_model
    events = through._meta.get_field("evenement").related_model.objects
    coming = events.localized(page.locale.language_code).for_listing().upcoming()
    presenting = through._default_manager.filter(formation__translation_key=page.translation_key)
    return list(coming.filter(pk__in=presenting.values("evenement"))[:3])


def _distance(etablissement: Etablissement, point: Point) -> float | None:
    position = etablissement.point or etablissement.commune.point
    return kilometres(point, position) if position else None


def _add_open_days(found: Iterable[Lieu]) -> None:
    """The next open days of each place: events come by the reverse accessor, their app stands above this one."""
    by_place = {lieu.etablissement.pk: lieu for lieu in found}
    if not by_place:
        return
    events: Any = Etablissement._meta.get_field("evenements").related_model
    sessions: Any = events._meta.get_field("sessions").related_model
    coming = (
        sessions._default_manager.filter(
            fin__gte=timezone.now(),
            evenement__live=True,
            evenement__type="jpo",
            evenement__etat__in=("prevu", "complet"),
            evenement__locale__language_code="fr",
            evenement__etablissement__in=by_place,
        )
        .order_by("debut", "pk")
        .values_list("evenement__etablissement", "debut")
    )
    for etablissement, debut in coming:
        by_place[etablissement].portes_ouvertes.append(timezone.localtime(debut))
