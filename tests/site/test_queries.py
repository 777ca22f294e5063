"""What each kind of public page costs the database, on the seeded site (issue 4, section 8)."""

import pytest
from django.test import Client
from wagtail.models import Page

from ambassadeurs.models import AmbassadeurPage, AmbassadeursIndexPage
from evenements.models import AgendaIndexPage, Evenement
from formations.models import FormationPage, FormationsIndexPage
from home.models import (
    ChantierPage,
    ChantiersIndexPage,
    EtablissementsIndexPage,
    GlossairePage,
    HomePage,
    PageLibre,
    ReferentsIndexPage,
    Rev3IndexPage,
    SecteurPage,
    SecteursIndexPage,
    ThemeRev3Page,
    WorldSkillsPage,
)
from metiers.models import MetierPage, MetiersIndexPage
from tests.architecture.registered import our_pages
from tests.queries import (
    assert_each_above_baseline,
    assert_flat,
    assert_queries_above_baseline,
    queries_of,
    repeated,
)

pytestmark = [pytest.mark.seeded, pytest.mark.integration]

LIMITS: dict[type[Page], int] = {
    HomePage: 15,
    MetierPage: 12,
    FormationPage: 12,
    AmbassadeurPage: 12,
    SecteurPage: 15,
    ThemeRev3Page: 15,
    ChantierPage: 15,
    PageLibre: 6,
    MetiersIndexPage: 6,
    FormationsIndexPage: 6,
    AmbassadeursIndexPage: 6,
    AgendaIndexPage: 6,
    SecteursIndexPage: 6,
    Rev3IndexPage: 6,
    ChantiersIndexPage: 6,
    EtablissementsIndexPage: 6,
    ReferentsIndexPage: 6,
    GlossairePage: 6,
    WorldSkillsPage: 15,
}
SEARCH_IN_ALL = 8


def test_every_public_page_type_has_a_limit() -> None:
    assert set(our_pages()) == set(LIMITS)


@pytest.mark.parametrize("model", LIMITS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_costs_little(client: Client, model: type[Page], language: str) -> None:
    pages = list(model.objects.live().filter(locale__language_code=language))
    assert pages or language == "en", "the seed shows every type"
    assert_each_above_baseline(client, pages, at_most=LIMITS[model])


@pytest.mark.parametrize(
    "query", ["?q=eolien", "?q=soudure&sorte=metier&secteur=energies", "?dep=59&page=2", "?q=zzzz"]
)
def test_search_costs_little_in_all(client: Client, query: str) -> None:
    found = queries_of(client, f"/fr/recherche/{query}")
    assert len(found) <= SEARCH_IN_ALL, repeated(found)


@pytest.mark.parametrize("query", ["?secteur=energies", "?rev3=tous&dep=59", "?dep=99&du=hier"])
@pytest.mark.parametrize(
    "model", [MetiersIndexPage, FormationsIndexPage, AgendaIndexPage, AmbassadeursIndexPage]
)
def test_filters_cost_little(client: Client, model: type[Page], query: str) -> None:
    page = model.objects.live().get(locale__language_code="fr")
    assert_queries_above_baseline(client, page, at_most=6, path=query)


def copy_pages(model: type[Page], number: int) -> None:
    """Copies with all they carry: through models, offers, figures."""
    french = model.objects.live().filter(locale__language_code="fr")
    source, known = french.first(), french.count()
    for index in range(known, known + number):
        changes = {"title": f"{source.title} {index}", "slug": f"{source.slug}-{index}"}
        source.copy(to=source.get_parent(), update_attrs=changes, copy_revisions=False, keep_live=True)


@pytest.mark.parametrize(
    ("index", "child"),
    [
        (MetiersIndexPage, MetierPage),
        (FormationsIndexPage, FormationPage),
        (AmbassadeursIndexPage, AmbassadeurPage),
        (HomePage, MetierPage),
        (HomePage, AmbassadeurPage),
        (SecteurPage, MetierPage),
        (SecteurPage, FormationPage),
    ],
    ids=lambda model: model.__name__,
)
def test_a_list_costs_the_same_with_many_items(client: Client, index: type[Page], child: type[Page]) -> None:
    page = index.objects.live().filter(locale__language_code="fr").first()
    copy_pages(child, 1)
    assert_flat(client, page.url, lambda: copy_pages(child, 18))


def test_the_agenda_costs_the_same_with_many_events(client: Client) -> None:
    page = AgendaIndexPage.objects.live().get(locale__language_code="fr")
    few = queries_of(client, f"{page.url}?n=2")
    many = queries_of(client, f"{page.url}?n=20")
    assert len(many) <= len(few), repeated(many)
    assert Evenement.objects.count() >= 12
