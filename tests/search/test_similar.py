"""Close jobs and trainings come with the reason that makes them close, the closest first."""

from typing import Any

import pytest
from django.test import Client

from formations.models import FormationMetier
from formations.similar import similar as close_trainings
from metiers.models import MetierInteret
from metiers.similar import similar as close_jobs
from referentiels.models import CentreInteret
from tests.queries import queries_of
from tests.search import factories as make
from tests.search.factories import Tree

pytestmark = pytest.mark.django_db


def interest(code: int, libelle: str) -> CentreInteret:
    return CentreInteret.objects.create(code=code, libelle=libelle, slug=f"i{code}")


def job(site: Tree, title: str, slug: str, secteur: str, rome: str, *interets: CentreInteret) -> Any:
    links: dict[str, Any] = {"interets": [MetierInteret(centre=one) for one in interets]}
    terms, codes = [make.secteur(secteur, secteur.title())], [make.rome(rome)]
    return site.metier(title, slug=slug, secteurs=terms, romes=codes, **links)


def test_jobs_come_with_what_brings_them_close(client: Client, site: Tree) -> None:
    animaux, nature = interest(1, "J’aime m’occuper des animaux"), interest(2, "J’aime la nature")
    page = job(site, "Soigneuse, soigneur", "a", "agriculture", "A1501", animaux, nature)
    job(site, "Vétérinaire", "b", "sante", "J1199", animaux)
    job(site, "Bergère, berger", "c", "agriculture", "A1403", animaux, nature)
    job(site, "Éleveuse, éleveur", "d", "mer", "A1599")
    job(site, "Comptable", "e", "accueil", "M1203")
    job(site, "Secrète, secret", "f", "agriculture", "A1501", animaux).unpublish()
    assert [(one.titre, one.raison) for one in close_jobs(page)] == [
        (
            "Bergère, berger",
            "Même secteur, même centre d’intérêt\u00a0: «\u00a0J’aime m’occuper des animaux\u00a0»",
        ),
        ("Vétérinaire", "Même centre d’intérêt\u00a0: «\u00a0J’aime m’occuper des animaux\u00a0»"),
        ("Éleveuse, éleveur", "Même famille de métiers"),
    ]
    text = client.get(page.url).content.decode()
    assert "Même famille de métiers" in text


def test_trainings_come_with_what_brings_them_close(client: Client, site: Tree) -> None:
    secteur = make.secteur("batiment", "Bâtiment")
    macon = site.metier("Maçonne, maçon", secteurs=[secteur])

    def training(title: str, niveau: int, **links: Any) -> Any:
        found = site.formation(title, niveau=niveau)
        if links.get("metier"):
            found.liens_metiers.add(FormationMetier(metier=macon))
        if links.get("secteur"):
            found.secteurs.add(secteur)
        found.save()
        return found

    page = training("CAP Maçon", 3, metier=True, secteur=True)
    training("Bac pro Gros œuvre", 4, metier=True, secteur=True)
    training("CAP Carreleur", 3, secteur=True)
    training("BTS Bâtiment", 5, secteur=True)
    training("CAP Coiffure", 3)
    assert [(one.titre, one.raison) for one in close_trainings(page)] == [
        ("Bac pro Gros œuvre", "Mène au même métier, même secteur"),
        ("CAP Carreleur", "Même secteur, même niveau"),
        ("BTS Bâtiment", "Même secteur"),
    ]
    assert "Mène au même métier" in client.get(page.url).content.decode()


def test_the_cost_is_flat(client: Client, site: Tree) -> None:
    page = site.metier("Maçonne, maçon")
    few = queries_of(client, page.url)
    for number in range(4):
        site.metier(f"Métier {number}")
    assert len(queries_of(client, page.url)) <= len(few) + 1  # the sectors of those found
