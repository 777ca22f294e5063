"""The search page, the address of a facet, and suggestions, over HTTP."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from search import service
from search.engine import alias, index_behind
from search.engine import client as engine
from search.suggestions import marks
from tests.queries import queries_of
from tests.search import factories as make
from tests.search.factories import Tree

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

Build = Callable[[], None]


@pytest.fixture
def jobs(site: Tree, indexed: Build) -> Tree:
    sante, batiment = make.secteur("sante", "Santé et soin"), make.secteur("batiment", "Bâtiment")
    soins = make.rome("J1506", ("Infirmière libérale", "Infirmier libéral"))
    site.metier("Infirmière, infirmier", secteurs=[sante], romes=[soins])
    site.metier("Maçonne, maçon", secteurs=[batiment])
    site.formation("BTS Management commercial opérationnel", sigle="BTS MCO", niveau=5)
    make.etablissement()
    indexed()
    return site


def page(reader: Client, query: str, language: str = "fr") -> Any:
    response = reader.get(f"/{language}/recherche/?{query}")
    assert response.status_code == 200
    return response


def test_results_are_typed_counted_and_said_in_words(client: Client, jobs: Tree) -> None:
    response = page(client, "q=infirmier")
    text = response.content.decode()
    assert "1 réponse pour « infirmier »".replace(" »", "\u00a0»").replace("« ", "«\u00a0") in text
    assert "<mark>infirmier</mark>" in text
    assert response.headers["X-Search-Engine"] == "elasticsearch"
    assert response.context["recherche"].results[0].secteur_label == "Santé et soin"
    assert "noindex" in text


def test_a_marked_title_is_escaped(client: Client, jobs: Tree, indexed: Build) -> None:
    jobs.metier("Soudeuse <b>, soudeur & Cie")
    indexed()
    text = page(client, "q=soudeur").content.decode()
    assert "<mark>soudeur</mark> &amp; Cie" in text
    assert "&lt;b&gt;" in text


def test_tabs_chips_and_facets_lead_where_they_say(client: Client, jobs: Tree) -> None:
    first = page(client, "secteur=sante&sorte=metier").context["recherche"]
    assert [tab.libelle for tab in first.tabs if tab.courant] == ["Métiers"]
    assert {chip.label for chip in first.form.active} == {"Métiers", "Santé et soin"}
    chip = next(chip for chip in first.form.active if chip.name == "secteur")
    assert client.get(chip.url).context["recherche"].total == 2
    facet = next(facet for facet in first.facets if facet.name == "secteur")
    other = next(choice for choice in facet.choices if choice.value == "batiment")
    assert client.get(other.url).context["recherche"].total == first.total + other.count


def test_a_facet_has_its_own_address(client: Client, jobs: Tree) -> None:
    for number in range(10):
        make.secteur(f"s{number}", f"Secteur {number}")
    shown = page(client, "q=infirmier").context["recherche"].facets[0]
    assert (shown.name, len(shown.choices), shown.hidden) == ("secteur", 8, 4)
    response = client.get(shown.more_url)
    assert response.status_code == 200
    assert len(response.context["facette"].choices) == 12
    assert 'name="q" value="infirmier"' in response.content.decode()
    assert client.get("/fr/recherche/filtre/lune/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=infirmier",
        "q=infirmeire",
        "q=zzzzzz&dep=59",
        "secteur=sante&niveau=3&commune=59350&uai=0590117S",
        "pres=Lille",
    ],
)
def test_a_page_costs_at_most_eight_queries(
    client: Client, jobs: Tree, query: str, django_assert_max_num_queries: Any
) -> None:
    page(client, query)
    with django_assert_max_num_queries(8):
        page(client, query)


def test_the_cost_is_flat_in_the_number_of_results(client: Client, jobs: Tree, indexed: Build) -> None:
    few = queries_of(client, "/fr/recherche/?n=50")
    for number in range(20):
        jobs.metier(f"Métier {number}")
    indexed()
    assert len(queries_of(client, "/fr/recherche/?n=50")) == len(few)


def test_a_french_content_is_marked_in_english(client: Client, jobs: Tree) -> None:
    text = page(client, "q=infirmier", "en").content.decode()
    assert 'lang="fr" hreflang="fr"' in text
    assert '<html lang="en"' in text


def test_bad_values_are_said_on_the_page(client: Client, jobs: Tree) -> None:
    text = page(client, "niveau=99&q=a").content.decode()
    assert "« 99 »".replace(" ", "\u00a0") in text or "« 99 »" in text


@pytest.mark.parametrize(
    "query",
    ["page=9999999999999999999999", "q=%00", "q=" + "x" * 10_000, "secteur=" + "&secteur=".join("abc" * 100)],
)
def test_nothing_breaks_the_page(client: Client, jobs: Tree, query: str) -> None:
    page(client, query)


def test_only_reading_is_allowed(client: Client, jobs: Tree) -> None:
    assert client.post("/fr/recherche/").status_code == 405


# When the engine does not answer


def test_postgresql_answers_with_the_same_facets(
    client: Client, jobs: Tree, settings: LazySettings, django_assert_max_num_queries: Any
) -> None:
    before = page(client, "q=infirmier&sorte=metier").context["recherche"]
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    response = page(client, "q=infirmier&sorte=metier")
    after = response.context["recherche"]
    assert response.headers["X-Search-Engine"] == "postgresql"
    assert [r.title for r in after.results] == [r.title for r in before.results]
    assert {name: counts for name, counts in after.answer.counts.items() if counts} == {
        name: counts for name, counts in before.answer.counts.items() if counts
    }
    assert "au ralenti" in response.content.decode()
    with django_assert_max_num_queries(8):
        page(client, "q=infirmier")
    assert client.get("/suggest/?q=inf").json() == {"groups": []}


def test_a_dead_server_is_left_alone_then_asked_again(
    jobs: Tree, client: Client, settings: LazySettings
) -> None:
    server = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    page(client, "q=infirmier")
    assert not service.breaker.closed
    settings.ELASTICSEARCH_URL = server
    assert page(client, "q=infirmier").headers["X-Search-Engine"] == "postgresql"
    service.breaker.open_until = 0
    assert page(client, "q=infirmier").headers["X-Search-Engine"] == "elasticsearch"


def test_without_index_postgresql_answers(jobs: Tree, client: Client, settings: LazySettings) -> None:
    settings.INDEX_PREFIX = f"{settings.INDEX_PREFIX}-absent"
    assert page(client, "q=infirmier").headers["X-Search-Engine"] == "postgresql"


# Suggestions


def suggest(reader: Client, q: str, language: str = "fr") -> list[dict[str, Any]]:
    response = reader.get("/suggest/", {"q": q, "lang": language})
    assert response.status_code == 200
    groups: list[dict[str, Any]] = json.loads(response.content)["groups"]
    return groups


def test_suggestions_are_grouped_marked_and_free_of_sql(
    client: Client, jobs: Tree, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        groups = suggest(client, "inf")
    assert [group["kind"] for group in groups] == ["metier"]
    item = groups[0]["items"][0]
    assert item["title"] == "Infirmière, infirmier"
    assert item["secteur"] == "sante"
    assert item["marked"] == [[0, 3], [12, 15]]
    assert groups[0]["label"] == "Métiers"


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("bts mc", "BTS Management commercial opérationnel"),
        ("INFIRMIERE LIB", "Infirmière, infirmier"),
        ("macon", "Maçonne, maçon"),
        ("gamb", "Lycée Gambetta"),
        ("lycee lil", "Lycée Gambetta"),
        ("mgt comm", None),
        ("a", None),
        ("'\"*:(", None),
    ],
)
def test_what_is_suggested(client: Client, jobs: Tree, q: str, title: str | None) -> None:
    titles = [item["title"] for group in suggest(client, q) for item in group["items"]]
    assert titles == ([title] if title else [])


def test_another_name_that_matched_is_shown(client: Client, jobs: Tree) -> None:
    (item,) = (item for group in suggest(client, "libéral") for item in group["items"])
    assert item["marked"] == []
    assert item["detail"] == "Infirmière libérale"


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("je veux etre infirm", "Infirmière, infirmier"),  # small talk apart
        ("infirmeir", "Infirmière, infirmier"),  # a typo in what is being typed
        ("bts management comercial", "BTS Management commercial opérationnel"),
        ("nurse", "Infirmière, infirmier"),  # said otherwise
    ],
)
def test_suggestions_understand_too(
    client: Client, jobs: Tree, q: str, title: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        groups = suggest(client, q, "en" if q == "nurse" else "fr")
    assert title in [item["title"] for group in groups for item in group["items"]]


def test_towns_are_suggested(client: Client, jobs: Tree) -> None:
    first, *_others = suggest(client, "Lille")
    assert (first["kind"], first["label"]) == ("commune", "Communes")
    item = first["items"][0]
    assert item["title"] == "Lille"
    assert item["url"].endswith("/recherche/?commune=59350")
    assert item["marked"] == [[0, 5]]
    assert client.get(item["url"]).status_code == 200
    assert [group["kind"] for group in suggest(client, "à lil")].count("commune") == 1


def test_another_name_is_marked(client: Client, jobs: Tree) -> None:
    (item,) = (item for group in suggest(client, "libéral") for item in group["items"])
    assert item["marked_detail"] == [[11, 18]]


def test_a_hidden_content_is_never_suggested(client: Client, jobs: Tree, indexed: Build) -> None:
    jobs.metier("Secrète, secret", live=False)
    indexed()
    assert suggest(client, "secr") == []
    assert page(client, "q=secret").context["recherche"].total == 0


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Œnologue", "oen", [[0, 2]]),
        ("L’électricien", "elec", [[2, 6]]),
        ("Aide-soignante", "soi", [[5, 8]]),
        ("Aide-soignante", "oignante", []),
        ("Cœur", "", []),
    ],
)
def test_marks_are_offsets_of_the_title(title: str, text: str, expected: list[list[int]]) -> None:
    assert marks(title, text) == expected


def test_a_red_engine_is_left_for_postgresql(jobs: Tree, client: Client) -> None:
    index = index_behind(alias("fr"))
    assert index
    engine().indices.close(index=index)
    try:
        assert page(client, "q=infirmier").headers["X-Search-Engine"] == "postgresql"
    finally:
        engine().indices.open(index=index)
        engine().cluster.health(index=index, wait_for_status="green", timeout="20s")
