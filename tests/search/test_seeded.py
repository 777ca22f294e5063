"""Smoke tests of relevance on the demonstration site: what a reader types first must be answered on the first lines.

The measured set of questions, with its judgements, is `tests/relevance/`.
"""

from datetime import UTC, datetime

import pytest
from django.test import Client

from search import elastic, fallback, rebuild
from search.engine import alias, index_behind
from search.grammar import Filters
from tests.queries import queries_of

pytestmark = [pytest.mark.seeded, pytest.mark.django_db, pytest.mark.integration]


def first(q: str, count: int = 3) -> list[str]:
    answer = elastic.search(Filters(q=q, n=count), "fr", datetime.now(UTC))
    return [f"{result.kind} {result.title}" for result in answer.results]


EXPECTED = [
    ("infirmiere", "metier Infirmière, infirmier"),
    ("INFIRMIER", "metier Infirmière, infirmier"),
    ("soudeur", "metier Soudeuse, soudeur"),
    ("soudeuse", "metier Soudeuse, soudeur"),
    ("maconne", "metier Maçonne, maçon"),
    ("boulangère", "metier Boulangère, boulanger"),
    ("developpeur web", "metier Développeuse, développeur web"),
    ("cap macon", "formation CAP Maçon"),
    ("batiment", "secteur Bâtiment et rénovation"),
]


@pytest.mark.parametrize(("q", "expected"), EXPECTED)
def test_the_first_line_answers(q: str, expected: str) -> None:
    assert first(q)[0] == expected


@pytest.mark.parametrize(
    "q", ["eolien", "rev3", "canal seine nord", "portes ouvertes", "lille", "bts", "worldskills"]
)
def test_something_answers(q: str) -> None:
    assert first(q)


def test_postgresql_answers_the_same_questions() -> None:
    for q, expected in EXPECTED:
        answer = fallback.search(Filters(q=q, n=5), "fr", datetime.now(UTC))
        assert expected in [f"{result.kind} {result.title}" for result in answer.results], q


@pytest.mark.parametrize(
    "url", ["/fr/recherche/", "/fr/recherche/?q=boulanger&dep=80&niveau=3", "/fr/recherche/?q=zzz&dep=59"]
)
def test_a_page_of_the_whole_site_costs_at_most_eight_queries(client: Client, url: str) -> None:
    assert len(queries_of(client, url)) <= 8


def test_every_result_leads_somewhere(client: Client) -> None:
    answer = elastic.search(Filters(n=50), "fr", datetime.now(UTC))
    assert answer.total > 50
    for result in answer.results:
        assert client.get(result.url).status_code == 200, result.url


def test_index_and_postgresql_hold_the_same_number() -> None:
    for language in ("fr", "en"):
        index = index_behind(alias(language))
        assert index
        assert rebuild.count(index) == rebuild.expected(language) > 0
