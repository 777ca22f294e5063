"""A page read in English leads to English pages where they exist, even those translated after it."""

import json

import pytest
from django.test import Client

from formations.models import FormationMetier, FormationSuite
from tests.formations.factories import FormationPageFactory
from tests.home.factories import translation_of, tree
from tests.metiers.factories import MetierPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites():
    return tree(), tree("en")


def steps(page) -> str:
    formations = [{"texte": "CAP", "page": page.pk}]
    etapes = [{"quand": "After 3e", "duree": "2 years", "formations": formations}] * 2
    return json.dumps([{"type": "parcours", "value": {"voie": "scolaire", "etapes": etapes}}])


def test_a_link_kept_in_french_shows_its_translation(sites, client: Client) -> None:
    french, english = sites
    soudeuse = MetierPageFactory(parent=french.metiers, title="Soudeuse", slug="soudeuse")
    MetierPageFactory(parent=english.metiers, title="Welder", slug="soudeuse", **translation_of(soudeuse))
    bouchere = MetierPageFactory(parent=french.metiers, title="Bouchère", slug="bouchere")
    bts = FormationPageFactory(parent=french.formations, title="BTS Maintenance", slug="bts")
    FormationPageFactory(parent=english.formations, title="BTS in repair", slug="bts", **translation_of(bts))
    cap = FormationPageFactory(parent=english.formations, title="CAP in welding", slug="cap")
    for metier in (soudeuse, bouchere):
        FormationMetier.objects.create(page=cap, metier=metier)
    FormationSuite.objects.create(page=cap, suite=bts)

    context = client.get(cap.url).context

    assert [page.title for page in context["metiers"]] == ["Bouchère", "Welder"]
    assert [page.title for page in context["suites"]] == ["BTS in repair"]


def test_the_steps_of_a_job_lead_to_the_language_being_read(sites, client: Client) -> None:
    french, english = sites
    cap = FormationPageFactory(parent=french.formations, slug="cap")
    FormationPageFactory(parent=english.formations, slug="cap", **translation_of(cap))
    welder = MetierPageFactory(parent=english.metiers, slug="soudeuse", parcours=steps(cap))

    page = client.get(welder.url).content.decode()

    assert page.count('href="/en/formations/cap/"') >= 2
    assert 'href="/fr/formations/cap/"' not in page
