"""Nothing found is never the end: every way out says what it gives, and gives it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import QueryDict
from django.test import Client

from metiers.enums import NiveauEntree
from search import dead_ends, elastic, fallback, understanding
from search.forms import SearchForm
from search.grammar import Filters
from search.understanding import Reading, Understood
from territoires.models import Referent, ReferentScope
from tests.search import factories as make
from tests.search.factories import Tree

pytestmark = [pytest.mark.django_db, pytest.mark.integration]


@pytest.fixture
def jobs(site: Tree, indexed: Callable[[], None]) -> Tree:
    sante, batiment = make.secteur("sante", "Santé et soin"), make.secteur("batiment", "Bâtiment")
    for title, secteur, level in (
        ("Infirmière, infirmier", sante, NiveauEntree.BAC_3),
        ("Aide-soignante, aide-soignant", sante, NiveauEntree.CAP),
        ("Maçonne, maçon", batiment, NiveauEntree.CAP),
    ):
        site.metier(title, secteurs=[secteur], niveau_entree=level, accroche="Un métier utile.")
    site.formation("CAP Maçon", niveau=3)
    referent = Referent(prenom="Mathis", nom="Exemple", fonction="référent dans le Nord", exemple=True)
    referent.perimetres = [ReferentScope(departement=make.departement())]
    referent.save()
    make.commune()
    indexed()
    return site


def page(client: Client, query: str) -> Any:
    response = client.get(f"/fr/recherche/?{query}")
    assert response.status_code == 200
    return response


@pytest.mark.parametrize(
    "query",
    [
        "q=infirmier&secteur=batiment&sorte=metier&niveau=3",
        "q=infirmier+astronaute+lunaire&dep=59",
        "secteur=sante&secteur=batiment&niveau=8",
        "q=maçon&commune=59350&rayon=5",
    ],
)
def test_each_way_out_gives_what_it_says(
    client: Client, jobs: Tree, query: str, settings: LazySettings
) -> None:
    for server in (settings.ELASTICSEARCH_URL, "http://127.0.0.1:9"):
        settings.ELASTICSEARCH_URL = server
        recherche = page(client, query).context["recherche"]
        assert recherche.total == 0
        assert recherche.impasse.relaxed
        for way in recherche.impasse.relaxed:
            assert page(client, way.url.partition("?")[2]).context["recherche"].total == way.count, way


def test_what_is_dropped_is_said_with_its_results(client: Client, jobs: Tree) -> None:
    text = page(client, "q=infirmier&niveau=3&sorte=metier").content.decode()
    assert "1 réponse sans «\u00a0CAP et équivalents (niveau 3)\u00a0»" in text
    assert "Infirmière, infirmier" in text


def test_a_reading_can_be_dropped(jobs: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(filters: Filters, language: str, *, literal: tuple[str, ...] = ()) -> Understood:
        if "doctorat" not in filters.q:
            return Understood(filters)
        reading = Reading("doctorat", "Doctorat", ("niveau",), "maçon")
        return Understood(Filters(q="maçon", niveau=(8,)), (reading,))

    monkeypatch.setattr(understanding, "read", read)
    form = SearchForm(QueryDict("q=maçon doctorat"), path="/fr/recherche/")
    answer = elastic.search(form.understood.filters, "fr", datetime.now(UTC))
    assert answer.total == 0
    way = dead_ends.DeadEnd(form, answer, "fr").relaxed[0]
    assert (way.label, way.count, way.url) == ("sans « doctorat »", 2, "/fr/recherche/?q=ma%C3%A7on")


def test_no_page_is_ever_empty(client: Client, jobs: Tree, engine_down: None) -> None:
    """Not even when nothing can be dropped, and without Elasticsearch."""
    text = page(client, "q=zzzzzzz").content.decode()
    for words in ("Regarde par secteur", "Santé et soin", "Trouver la personne référente", "portes ouvertes"):
        assert words in text, words


def test_the_people_of_the_territory_are_named(client: Client, jobs: Tree) -> None:
    for query in ("q=zzzzzzz&dep=59", "q=zzzzzzz&commune=59350"):
        assert "Mathis Exemple" in page(client, query).content.decode()
    assert "Mathis Exemple" not in page(client, "q=zzzzzzz&dep=80").content.decode()


def test_another_spelling_is_offered_only_when_it_gives_more(client: Client, jobs: Tree) -> None:
    wrong = page(client, "q=infirmeire").context["recherche"]
    better = wrong.impasse.spelling
    if better is not None:
        assert better.count > wrong.total
        assert page(client, better.url.partition("?")[2]).context["recherche"].total == better.count
    assert page(client, "q=infirmier").context["recherche"].impasse.spelling is None


def test_words_left_out_are_said(jobs: Tree) -> None:
    answer = fallback.search(Filters(q="infirmier astronaute"), "fr", datetime.now(UTC))
    assert answer.total == 1
    assert answer.left_out == ("astronaute",)
