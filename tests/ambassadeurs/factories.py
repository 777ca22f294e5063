"""People who consent, around the day of the test."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone

from ambassadeurs.models import AmbassadeurPage, AmbassadeurSecteur
from tests.secteurs.factories import SecteurFactory


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


class AmbassadeurPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = AmbassadeurPage
        skip_postgeneration_save = True

    prenom = "Inès"
    title = factory.Sequence(lambda n: f"Inès, maintenance éolienne {n}")
    fonction = "technicienne éolienne"
    citation = "J’avais le vertige, j’ai appris."
    rencontres = ["classe", "visio"]
    charte_signee_le = factory.LazyFunction(lambda: days(-100))
    consentement_le = factory.LazyFunction(lambda: days(-100))
    consentement_jusqu_au = factory.LazyFunction(lambda: days(100))
    locale = factory.LazyAttribute(lambda o: o.parent.locale)

    @factory.post_generation
    def secteurs(self, _create, extracted, **_kwargs):
        for slug in extracted if extracted is not None else ["energies"]:
            AmbassadeurSecteur.objects.create(content_object=self, tag=SecteurFactory(slug=slug))

    @factory.post_generation
    def departements(self, _create, extracted, **_kwargs):
        if extracted:
            self.departements.set(extracted)
            self.save()
