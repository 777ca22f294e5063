"""Places, établissements and référents. Codes are given, never drawn: a test reads the same every day."""

import factory
from factory.django import DjangoModelFactory

from territoires.enums import TypeEtablissement
from territoires.models import Bassin, Commune, Departement, Etablissement, Referent, ReferentScope
from territoires.uai import check_letter


class DepartementFactory(DjangoModelFactory):
    class Meta:
        model = Departement
        django_get_or_create = ("code",)

    code = "59"
    nom = factory.LazyAttribute(
        lambda o: {"59": "Nord", "80": "Somme", "62": "Pas-de-Calais"}.get(o.code, o.code)
    )
    slug = factory.LazyAttribute(lambda o: o.nom.lower())


class BassinFactory(DjangoModelFactory):
    class Meta:
        model = Bassin
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{3200 + n}")
    nom = factory.LazyAttribute(lambda o: f"Bassin {o.code}")
    slug = factory.LazyAttribute(lambda o: f"bassin-{o.code}")
    departement = factory.SubFactory(DepartementFactory)


class CommuneFactory(DjangoModelFactory):
    """Lille, unless told otherwise."""

    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = "59350"
    nom = "Lille"
    slug = factory.LazyAttribute(lambda o: o.nom.lower())
    codes_postaux = ["59000"]
    departement = factory.SubFactory(DepartementFactory)
    latitude = 50.6292
    longitude = 3.0573
    population = 236000


def abbeville() -> Commune:
    return CommuneFactory(
        code="80001", nom="Abbeville", codes_postaux=["80100"], latitude=50.1058, longitude=1.8356,
        population=22000, departement=DepartementFactory(code="80"),
    )  # fmt: skip


class EtablissementFactory(DjangoModelFactory):
    class Meta:
        model = Etablissement
        django_get_or_create = ("uai",)

    class Params:
        number = factory.Sequence(lambda n: 590100 + n)

    uai = factory.LazyAttribute(lambda o: f"{o.number:07d}{check_letter(f'{o.number:07d}')}")
    nom = factory.Sequence(lambda n: f"Lycée des Essais {n}")
    type = TypeEtablissement.LYCEE_PRO
    commune = factory.SubFactory(CommuneFactory)
    adresse = "1 rue de l’Essai"
    code_postal = "59000"


class ReferentFactory(DjangoModelFactory):
    class Meta:
        model = Referent
        skip_postgeneration_save = True

    prenom = "Nadia"
    nom = factory.Sequence(lambda n: f"Essai {n}")
    fonction = "Référente pour le Nord"
    telephone = "03 53 01 00 00"
    courriel = factory.Sequence(lambda n: f"nadia{n}@example.org")
    delai_reponse = "sous deux jours"

    @factory.post_generation
    def departement(self, _create, extracted, **_kwargs):
        ReferentScope.objects.create(referent=self, departement=extracted or DepartementFactory())
