"""Events, a week from the day of the test unless told otherwise."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from evenements.enums import TypeEvenement
from evenements.models import Evenement, EvenementSecteur, EvenementSession
from tests.secteurs.factories import SecteurFactory
from tests.territoires.factories import CommuneFactory


def at(days: int, hour: int = 9) -> datetime.datetime:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))


class EvenementFactory(DjangoModelFactory):
    """`EvenementFactory(sessions=[(3, 9, 12), (10, 9, 12)])`: days, start and end hours."""

    class Meta:
        model = Evenement
        skip_postgeneration_save = True

    titre = factory.Sequence(lambda n: f"Portes ouvertes {n}")
    slug = factory.Sequence(lambda n: f"portes-ouvertes-{n}")
    type = TypeEvenement.JPO
    resume = "Visiter les ateliers et rencontrer les élèves."
    lieu = "Salle des fêtes"
    commune = factory.SubFactory(CommuneFactory)
    departement = factory.LazyAttribute(lambda o: o.commune.departement if o.commune else None)
    locale = factory.LazyFunction(lambda: Locale.objects.get_or_create(language_code="fr")[0])
    live = True

    @factory.post_generation
    def sessions(self, _create, extracted, **_kwargs):
        for day, start, end in extracted or [(7, 9, 13)]:
            EvenementSession.objects.create(evenement=self, debut=at(day, start), fin=at(day, end))

    @factory.post_generation
    def secteurs(self, _create, extracted, **_kwargs):
        for slug in extracted if extracted is not None else ["energies"]:
            EvenementSecteur.objects.create(content_object=self, tag=SecteurFactory(slug=slug))
