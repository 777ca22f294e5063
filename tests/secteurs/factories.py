"""Vocabulary terms, by slug."""

import factory
from factory.django import DjangoModelFactory

from secteurs.models import GrandChantier, Secteur, ThemeRev3


class SecteurFactory(DjangoModelFactory):
    class Meta:
        model = Secteur
        django_get_or_create = ("slug",)

    slug = "energies"
    name = factory.LazyAttribute(lambda o: o.slug.capitalize())
    resume = "Produire et économiser l’énergie."
    icone = factory.SelfAttribute("slug")
    couleur = "#913e08"
    rang = 1
    translations = factory.LazyAttribute(lambda o: {"en": {"name": f"{o.slug} in English"}})


class ThemeRev3Factory(DjangoModelFactory):
    class Meta:
        model = ThemeRev3
        django_get_or_create = ("slug",)

    slug = "energie"
    name = factory.LazyAttribute(lambda o: f"Thème {o.slug}")
    resume = "Produire sans carbone."
    icone = "theme-energie"
    couleur = "#0b5a3b"


class GrandChantierFactory(DjangoModelFactory):
    class Meta:
        model = GrandChantier
        django_get_or_create = ("slug",)

    slug = "canal"
    name = "Canal Seine-Nord Europe"
    resume = "Un canal de 107 km."
    icone = "chantier-canal"
    couleur = "#095e6e"
    secteur = factory.SubFactory(SecteurFactory)
    lieu = "De Compiègne à Cambrai"
    annee_debut = 2022
    annee_fin = 2032
