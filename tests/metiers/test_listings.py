"""The list of jobs: filters, counts, pages, what is said of a bad address, what it costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from metiers.listings import MetierListing
from metiers.models import MetierPage
from tests.home.factories import tree
from tests.metiers.factories import MetierPageFactory
from tests.secteurs.factories import SecteurFactory

pytestmark = pytest.mark.django_db


def listing(rf, query=""):
    request = rf.get(f"/fr/metiers/{query}")
    return MetierListing(request.GET, request.path, MetierPage.objects.for_listing())


@pytest.fixture
def metiers():
    site = tree()
    return [
        MetierPageFactory(
            parent=site.metiers, title="Ajusteuse", secteurs=["energies", "mer"], rev3=["energie"]
        ),
        MetierPageFactory(parent=site.metiers, title="Boulangère", secteurs=["accueil"], niveau_entree=3),
        MetierPageFactory(parent=site.metiers, title="Chimiste", secteurs=["energies"], niveau_entree=6),
    ]


def test_a_job_of_two_sectors_comes_once(metiers, rf) -> None:
    found = listing(rf, "?secteur=energies&secteur=mer")
    assert [page.title for page in found.items] == ["Ajusteuse", "Chimiste"]
    assert found.total == 2


def test_a_facet_counts_what_each_choice_would_give_under_the_other_filters(metiers, rf) -> None:
    found = listing(rf, "?secteur=energies&niveau=6")
    by_value = {choice.value: choice.count for choice in found.facets[0].choices}
    assert by_value["energies"] == 1, "only under niveau=6"
    assert by_value["accueil"] == 0
    levels = {choice.value: choice.count for choice in found.facets[1].choices}
    assert (levels["3"], levels["6"]) == (1, 1), "only under secteur=energies"
    assert next(choice for choice in found.facets[0].choices if choice.value == "mer").disabled


def test_what_is_not_understood_is_left_out_and_said(metiers, client: Client) -> None:
    answer = client.get("/fr/metiers/?secteur=lune&niveau=42&page=abc&inconnu=1")
    assert answer.status_code == 200
    assert answer.context["listing"].total == 3
    text = answer.content.decode()
    assert "lune" in text
    assert "42" in text
    assert "inconnu" not in text


def test_a_page_beyond_the_end_shows_the_last_one_and_says_so(metiers, rf) -> None:
    found = listing(rf, "?n=2&page=9")
    assert found.pager.number == 2
    assert [page.title for page in found.items] == ["Chimiste"]
    assert any("9" in note for note in found.notes)
    assert found.canonical_query == "page=2"


def test_chips_remove_one_filter_at_a_time(metiers, rf) -> None:
    found = listing(rf, "?secteur=energies&niveau=6")
    assert {chip.url for chip in found.form.active} == {
        "/fr/metiers/?niveau=6",
        "/fr/metiers/?secteur=energies",
    }


def test_nothing_found_says_what_to_do(metiers, client: Client) -> None:
    answer = client.get("/fr/metiers/?secteur=accueil&niveau=6")
    assert "Rien trouvé ici" in answer.content.decode()
    assert 'name="robots" content="noindex, follow"' in answer.content.decode()


def test_only_the_pages_of_the_language_are_listed(metiers, client: Client) -> None:
    english = tree("en")
    MetierPageFactory(parent=english.metiers, title="Welder")
    assert [page.title for page in client.get("/en/metiers/").context["listing"].items] == ["Welder"]


def test_the_cost_is_flat(metiers, client: Client) -> None:
    def queries():
        client.get("/fr/metiers/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/fr/metiers/?secteur=energies")
        return len(captured)

    few = queries()
    for number in range(9):
        MetierPageFactory(parent=metiers[0].get_parent(), title=f"Soudeuse {number}", rev3=["energie"])
    assert queries() == few


def test_a_facet_shows_eight_choices_and_the_rest_at_its_own_address(metiers, rf) -> None:
    for number in range(9):
        SecteurFactory(slug=f"secteur-{number}", rang=50 + number)
    folded = listing(rf, "?niveau=3").facets[0]
    assert (len(folded.choices), folded.hidden) == (8, 4)
    assert folded.more_url == "/fr/metiers/?niveau=3&tout=secteur"
    assert {choice.value for choice in folded.choices} >= {"energies", "mer", "accueil"}, "the useful ones"
    whole = listing(rf, "?niveau=3&tout=secteur").facets[0]
    assert (len(whole.choices), whole.more_url) == (12, "")
