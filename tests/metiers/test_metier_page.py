"""What a job page gathers, and what it tells search engines."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from ambassadeurs.models import AmbassadeurMetier
from evenements.models import EvenementMetier
from formations.models import FormationMetier
from tests.ambassadeurs.factories import AmbassadeurPageFactory, days
from tests.evenements.factories import EvenementFactory
from tests.formations.factories import FormationPageFactory
from tests.home.factories import SecteurPageFactory, tree
from tests.metiers.factories import MetierPageFactory

pytestmark = pytest.mark.django_db


def schemas(answer: Any) -> dict[str, Any]:
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL
    )
    found = [json.loads(block) for block in blocks]
    return {
        item["@type"]: item for block in found for item in (block if isinstance(block, list) else [block])
    }


@pytest.fixture
def site():
    return tree()


def test_what_comes_by_reverse_links(site, client: Client) -> None:
    metier = MetierPageFactory(parent=site.metiers, rev3=["energie"])
    FormationMetier.objects.create(page=FormationPageFactory(parent=site.formations), metier=metier)
    here = AmbassadeurPageFactory(parent=site.ambassadeurs, prenom="Inès")
    gone = AmbassadeurPageFactory(parent=site.ambassadeurs, prenom="Paul", consentement_jusqu_au=days(-1))
    for person in (here, gone):
        AmbassadeurMetier.objects.create(page=person, metier=metier)
    EvenementMetier.objects.create(evenement=EvenementFactory(), metier=metier)
    EvenementMetier.objects.create(evenement=EvenementFactory(sessions=[(-9, 9, 12)]), metier=metier)
    context = client.get(metier.url).context
    assert len(context["formations"]) == 1
    assert [person.prenom for person in context["ambassadeurs"]] == ["Inès"]
    assert len(context["evenements"]) == 1


def test_search_engines_are_told_the_job_and_its_trail(site, client: Client) -> None:
    SecteurPageFactory(parent=site.secteurs)
    metier = MetierPageFactory(parent=site.metiers, title="Soudeuse </script><b>")
    found = schemas(client.get(metier.url))
    assert found["Occupation"]["name"] == "Soudeuse </script><b>", "escaped, yet the same text"
    trail = [item["name"] for item in found["BreadcrumbList"]["itemListElement"]]
    assert trail == ["Accueil", "Métiers", "Energies", "Soudeuse </script><b>"]


def test_the_simplified_version_says_falc_only_once_validated(site, client: Client) -> None:
    text = [("liste", {"titre": "Ce que tu fais", "chapo": "", "elements": ["souder"]})]
    metier = MetierPageFactory(parent=site.metiers, simplifie=text)
    answer = client.get(f"{metier.url}simplifie/").content.decode()
    assert "Version simplifiée" in answer
    assert "FALC" not in answer
    metier.falc_valide_le, metier.falc_valide_par = days(-2), "Atelier de lecture de Lens"
    metier.save()
    assert "FALC" in client.get(f"{metier.url}simplifie/").content.decode()


def test_a_page_without_simplified_version_has_no_such_address(site, client: Client) -> None:
    metier = MetierPageFactory(parent=site.metiers)
    assert client.get(f"{metier.url}simplifie/").status_code == 404
