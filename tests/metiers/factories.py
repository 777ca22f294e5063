"""Jobs with what their list and page need; links to vocabularies are given by keyword."""

import datetime

import factory
import wagtail_factories

from metiers.models import MetierPage, MetierPreuveRev3, MetierSecteur
from secteurs.enums import DegreRev3
from tests.secteurs.factories import SecteurFactory, ThemeRev3Factory

SOURCE = {
    "type": "source",
    "value": {
        "titre": "Une étude",
        "editeur": "Un organisme",
        "date": datetime.date(2025, 4, 1).isoformat(),
        "url": "https://example.org/",
    },
}


class MetierPageFactory(wagtail_factories.PageFactory):
    """`MetierPageFactory(parent=…, secteurs=["sante"], rev3=["energie"])`."""

    class Meta:
        model = MetierPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Soudeuse, soudeur {n}")
    titre_feminin = factory.LazyAttribute(lambda o: o.title)
    titre_masculin = factory.LazyAttribute(lambda o: o.title)
    accroche = "Tu assembles le métal au millimètre."
    niveau_entree = 3
    locale = factory.LazyAttribute(lambda o: o.parent.locale)

    @factory.post_generation
    def secteurs(self, _create, extracted, **_kwargs):
        for slug in extracted if extracted is not None else ["energies"]:
            MetierSecteur.objects.create(content_object=self, tag=SecteurFactory(slug=slug))

    @factory.post_generation
    def rev3(self, _create, extracted, **_kwargs):
        for slug in extracted or []:
            MetierPreuveRev3.objects.create(
                content_object=self,
                tag=ThemeRev3Factory(slug=slug),
                degre=DegreRev3.COEUR,
                changement="L’outil a changé.",
                sources=[SOURCE],
                locale=self.locale,
            )
