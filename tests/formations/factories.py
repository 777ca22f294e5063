"""Trainings and their offers."""

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from formations.models import FormationPage, FormationSecteur, Offre
from metiers.enums import Voie
from tests.secteurs.factories import SecteurFactory
from tests.territoires.factories import EtablissementFactory


class FormationPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = FormationPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"BTS Maintenance {n}")
    chapo = "Deux ans pour apprendre à dépanner."
    intitule_officiel = factory.SelfAttribute("title")
    type_diplome = "bts"
    niveau = 5
    duree = "2 ans"
    entree = "Bac"
    locale = factory.LazyAttribute(lambda o: o.parent.locale)

    @factory.post_generation
    def secteurs(self, _create, extracted, **_kwargs):
        for slug in extracted if extracted is not None else ["energies"]:
            FormationSecteur.objects.create(content_object=self, tag=SecteurFactory(slug=slug))


class OffreFactory(DjangoModelFactory):
    class Meta:
        model = Offre

    etablissement = factory.SubFactory(EtablissementFactory)
    voie = Voie.SCOLAIRE
    live = True
