"""The filter grammar: good values typed, bad ones left out and said, addresses canonical."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from search.filters import FilterForm
from search.grammar import DEFAULT_SIZE, Filters
from tests.search import factories as make

pytestmark = pytest.mark.django_db


def form(query: str) -> FilterForm:
    return FilterForm(QueryDict(query), path="/fr/recherche/")


def test_an_empty_address_asks_nothing() -> None:
    empty = form("")
    assert empty.values == Filters()
    assert empty.refused == []
    assert empty.active == []
    assert empty.url() == "/fr/recherche/"


def test_unknown_names_are_ignored_in_silence() -> None:
    assert form("utm_source=x&couleur=bleu").refused == []


def test_repeated_values_are_typed_in_the_order_of_their_vocabulary() -> None:
    make.secteur("mer", "Mer", rang=2)
    make.secteur("sante", "Santé", rang=1)
    bound = form("secteur=mer&secteur=sante&niveau=5&niveau=3&secteur=mer")
    assert bound.values.secteur == ("sante", "mer")
    assert bound.values.niveau == (3, 5)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("secteur=lune", "« lune »"),
        ("niveau=9", "« 9 »"),
        ("n=500", "« 500 »"),
        ("page=-1", "« -1 »"),
        ("page=abc", "« abc »"),
        ("rayon=1000", "« 1000 »"),
        ("du=31/03/2027", "« 31/03/2027 »"),
        ("du=2027-02-30", "« 2027-02-30 »"),
        ("dep=99", "« 99 »"),
        ("commune=XX", "« XX »"),
        ("uai=1", "« 1 »"),
        ("tri=couleur", "« couleur »"),
        ("sorte=chat", "« chat »"),
        ("tri=distance", "commune"),
        ("du=2027-03-02&au=2027-03-01", "avant"),
        ("page=9999&n=50", "trop loin"),
    ],
)
def test_bad_values_are_left_out_and_said(query: str, said: str) -> None:
    bound = form(query)
    assert len(bound.refused) == 1
    assert said in bound.refused[0]
    assert bound.values.page == 1
    assert bound.values.n in {DEFAULT_SIZE, 50}
    assert bound.values.secteur == ()


def test_hostile_values_are_harmless() -> None:
    bound = form("q=%00a%0Ab%E2%80%8B&secteur=%00&dep=' OR 1=1--&uai=%EF%BC%91%EF%BC%92&page=%D9%A3")
    assert bound.values.q == "a b"
    assert bound.values.page == 1
    assert form(f"q={'x' * 10_000}").values.q == "x" * 200
    many = "&".join(f"secteur=s{number}" for number in range(100))
    assert len(form(many).refused) == 31


def test_addresses_are_canonical() -> None:
    make.secteur("sante", "Santé")
    bound = form("page=3&n=10&secteur=sante&q=soin&tri=pertinence")
    assert bound.url() == "/fr/recherche/?q=soin&secteur=sante&page=3"
    assert bound.url(page=4) == "/fr/recherche/?q=soin&secteur=sante&page=4"
    assert bound.url(page=1) == "/fr/recherche/?q=soin&secteur=sante"
    assert bound.url(n=20) == "/fr/recherche/?q=soin&secteur=sante&n=20"
    assert bound.url(secteur=None) == "/fr/recherche/?q=soin"
    assert bound.url_toggling("secteur", "sante") == "/fr/recherche/?q=soin"
    assert bound.cleared_url == "/fr/recherche/?q=soin"
    assert bound.hidden("q") == [("secteur", "sante")]


def test_each_active_filter_has_a_chip_that_removes_it() -> None:
    make.secteur("sante", "Santé")
    make.commune("80021", "Amiens", (49.8942, 2.2957))
    make.etablissement()
    bound = form("secteur=sante&commune=80021&rayon=20&tri=distance&du=2027-03-01&uai=0590117s&niveau=4")
    labels = {chip.name: chip.label for chip in bound.active}
    assert labels == {
        "secteur": "Santé",
        "niveau": "Bac et équivalents (niveau 4)",
        "commune": "Amiens, à 20 km",
        "uai": "Lycée Gambetta",
        "du": "À partir du 1 mars 2027",
    }
    commune = next(chip for chip in bound.active if chip.name == "commune")
    assert "rayon" not in commune.url
    assert "tri" not in commune.url
    assert bound.values.du == date(2027, 3, 1)
    assert bound.values.commune[0].point == (49.8942, 2.2957)


def test_vocabularies_cost_one_query(django_assert_num_queries: Any) -> None:
    make.secteur("sante", "Santé")
    make.departement()
    with django_assert_num_queries(1):
        bound = form("secteur=sante&dep=59&niveau=3")
    assert bound.refused == []


def test_labels_are_those_of_the_language() -> None:
    make.secteur("sante", "Santé", translations={"en": {"name": "Health and care"}})
    with translation.override("en"):
        assert form("secteur=sante").active[0].label == "Health and care"


def test_a_facet_shows_eight_choices_and_says_where_the_others_are() -> None:
    class Short(FilterForm):
        more_path = "/fr/recherche/filtre/%s/"

    for number in range(12):
        make.secteur(f"s{number:02}", f"Secteur {number:02}", rang=number)
    bound = Short(QueryDict("secteur=s11"), path="/fr/recherche/")
    facet = bound.facet("secteur", {"s10": 5, "s03": 2})
    assert [choice.value for choice in facet.choices][-2:] == ["s10", "s11"]
    assert len(facet.choices) == 8
    assert facet.hidden == 4
    assert facet.more_url == "/fr/recherche/filtre/secteur/?secteur=s11"
    selected = next(choice for choice in facet.choices if choice.value == "s11")
    assert selected.selected
    assert not selected.disabled
    assert selected.url == "/fr/recherche/"
    assert next(choice for choice in facet.choices if choice.value == "s00").disabled
    assert len(bound.facet("secteur", {}, complete=True).choices) == 12
