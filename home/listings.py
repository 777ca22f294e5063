"""The directory of établissements under its filters."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from search.filters import FilterForm
from search.listings import Listing
from territoires.enums import TypeEtablissement
from territoires.models import Etablissement


class EtablissementFilterForm(FilterForm):
    names = ("q", "type", "dep", "bassin", "commune", "rayon", "page", "n")
    own_choices = {"type": TypeEtablissement.choices}
    own_labels = {"type": _("Type d’établissement"), "q": _("Nom, ville ou UAI")}


class EtablissementListing(Listing[Etablissement]):
    """Open établissements, by name; each item carries what it offers."""

    form_class = EtablissementFilterForm
    facet_names = ("type", "dep")
    shown_names = ("q",)
    position = ("latitude", "longitude")
    lookups = {
        "type": "type",
        "dep": "commune__departement_id",
        "bassin": "commune__bassin__slug",
    }

    def narrow(self, without: str = "") -> QuerySet[Any, Any]:
        queryset = super().narrow(without)
        for word in self.form.values.q.split()[:6]:
            named = Q(nom__icontains=word) | Q(commune__nom__icontains=word) | Q(uai__iexact=word)
            queryset = queryset.filter(named)
        return queryset

    @property
    def champs(self) -> list[dict[str, Any]]:
        words = {
            "nom": "q",
            "libelle": self.form.fields["q"].label,
            "aide": "",
            "valeur": self.form.values.q,
            "type": "search",
            "choix": (),
            "erreur": "",
        }
        return [words, *super().champs]


def etablissements(request: HttpRequest) -> EtablissementListing:
    return EtablissementListing(request.GET, request.path, Etablissement.objects.open().for_listing())
