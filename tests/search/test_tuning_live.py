"""From a saved rule to what readers find, in every process, without a restart."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client

from common.search_documents import document_key
from search import tuning
from search.index.definition import LANGUAGES
from search.tuning import editing
from search.tuning.contents import PinContent, QuestionContent, SynonymContent, WeightsContent
from search.tuning.enums import Effect
from search.tuning.live import Copies, copies, reload
from search.tuning.models import TuningRule
from tests.search.factories import Tree
from tests.search.processes import wait_until

#: What the issue asks for is seconds; a process hears of a rule in much less.
SOON = 5.0


@pytest.fixture
def listening(settings: LazySettings, db: None) -> Iterator[Copies]:
    """Another process, as far as PostgreSQL knows: its own thread, connection and copy of the rules."""
    settings.SEARCH_TUNING_LISTENS = True
    other = Copies()
    yield other
    other.stop()


@pytest.fixture
def analyst(db: None) -> Any:
    return get_user_model().objects.create_user("analyste")


def synonyms(process: Copies) -> Any:
    return dict(getattr(process.get("fr"), "synonyms", {}))


@pytest.mark.integration
@pytest.mark.django_db(transaction=True)
def test_another_process_hears_of_a_rule(listening: Copies) -> None:
    analyst = get_user_model().objects.create_user("analyste")
    assert synonyms(listening) == {}

    rule = editing.save(SynonymContent(("kiné",), ("masseur",)), "fr", analyst)
    waited = wait_until(lambda: ("kine",) in synonyms(listening), SOON)
    editing.remove(rule, analyst)
    wait_until(lambda: not synonyms(listening), SOON)

    assert waited < 2
    copies.stop()


@pytest.mark.integration
@pytest.mark.django_db(transaction=True)
def test_a_process_comes_back_after_its_connection_was_cut(listening: Copies) -> None:
    analyst = get_user_model().objects.create_user("analyste")
    assert listening.get("fr") is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE %s AND pid <> pg_backend_pid()",
            ["%search_tuning%"],
        )

    editing.save(SynonymContent(("kiné",), ("masseur",)), "fr", analyst)

    wait_until(lambda: ("kine",) in synonyms(listening), SOON)
    copies.stop()


@pytest.mark.integration
@pytest.mark.django_db(transaction=True)
def test_a_first_question_finds_the_rules_already_there(listening: Copies) -> None:
    editing.save(
        SynonymContent(("kiné",), ("masseur",)), "fr", get_user_model().objects.create_user("analyste")
    )

    assert synonyms(listening) == {("kine",): ("masseur",)}
    copies.stop()


# What readers find


def titles(client: Client, q: str, language: str = "fr", **more: str) -> list[str]:
    response = client.get(f"/{language}/recherche/", {"q": q} | more)
    return [result.title for result in response.context["recherche"].results]


@pytest.fixture
def small_site(site: Tree, indexed: Callable[[], None]) -> Tree:
    site.metier("Soudeuse, soudeur", accroche="Elle assemble le métal.")
    site.metier("Boulangère, boulanger", accroche="Elle fait le pain.")
    site.formation("CAP Boulanger")
    indexed()
    return site


@pytest.mark.integration
def test_a_synonym_finds_what_nobody_wrote(small_site: Tree, client: Client, analyst: Any) -> None:
    assert "Soudeuse, soudeur" not in titles(client, "ferblantard")

    editing.save(SynonymContent(("ferblantard",), ("soudeur",)), "fr", analyst)
    reload()

    assert titles(client, "ferblantard")[0] == "Soudeuse, soudeur"
    assert titles(client, "Ferblantards")[0] == "Soudeuse, soudeur"


@pytest.mark.integration
def test_a_pin_comes_first_and_only_while_it_is_published(
    small_site: Tree, indexed: Callable[[], None], client: Client, analyst: Any
) -> None:
    metier = small_site.metier("Chaudronnière, chaudronnier")
    indexed()
    assert titles(client, "boulanger")[0] != metier.title

    editing.save(PinContent("boulanger", exact=True, keys=(document_key(metier),)), "fr", analyst)
    reload()
    assert titles(client, "boulanger")[0] == metier.title
    assert metier.title not in titles(client, "boulanger", sorte="formation")

    metier.unpublish()
    indexed()
    assert metier.title not in titles(client, "boulanger")
    assert "Boulangère, boulanger" in titles(client, "boulanger")


@pytest.mark.integration
def test_an_ignored_word_does_not_narrow(small_site: Tree, client: Client, analyst: Any) -> None:
    editing.save(QuestionContent("zinguette", Effect.IGNORE), "fr", analyst)
    reload()

    assert titles(client, "zinguette soudeur") == titles(client, "soudeur")


@pytest.mark.integration
def test_a_silent_question_suggests_nothing_and_still_finds(
    small_site: Tree, client: Client, analyst: Any
) -> None:
    assert client.get("/suggest/", {"q": "soudeur"}).json()["groups"]

    editing.save(QuestionContent("soudeur", Effect.SILENT), "fr", analyst)
    reload()

    assert client.get("/suggest/", {"q": "soudeur"}).json()["groups"] == []
    assert titles(client, "soudeur")


@pytest.mark.integration
def test_a_question_goes_straight_to_its_help_page(small_site: Tree, client: Client, analyst: Any) -> None:
    page = small_site.metier("Où trouver de l’aide")
    editing.save(QuestionContent("j’ai peur", Effect.HELP, document_key(page)), "fr", analyst)
    reload()
    assert client.get("/fr/recherche/", {"q": "jai peur"}).status_code == 200
    assert (
        client.get("/fr/recherche/", {"q": "j'ai peur"}).status_code == 200
    )  # not indexed yet: never a dead end

    call_command("search_index", "reconcile")
    response = client.get("/fr/recherche/", {"q": "J'ai peur !"})

    assert (response.status_code, response.url) == (302, page.url)  # type: ignore[attr-defined]
    assert response.headers["X-Search-Journal"].startswith("total=1;")
    assert client.get("/fr/recherche/", {"q": "J'ai peur !", "sorte": "metier"}).status_code == 200


@pytest.mark.integration
def test_a_weight_changes_the_order_of_kinds(
    small_site: Tree, indexed: Callable[[], None], client: Client, analyst: Any
) -> None:
    # A word of the text: a whole name stays first whatever the weights.
    small_site.metier("Tonnelière, tonnelier", accroche="Elle manie le zinguet.")
    small_site.formation("CAP Tonnellerie", chapo="Deux ans pour manier le zinguet.")
    indexed()
    for kind, other in (("metier", "formation"), ("formation", "metier")):
        TuningRule.objects.all().delete()
        editing.save(WeightsContent({kind: 2.0, other: 0.5}, {}), "fr", analyst)
        reload()
        first = client.get("/fr/recherche/", {"q": "zinguet"}).context["recherche"].results[0]
        assert first.kind == kind


@pytest.mark.integration
def test_suggestions_read_the_rules_without_a_query(
    small_site: Tree, client: Client, analyst: Any, django_assert_num_queries: Any
) -> None:
    editing.save(SynonymContent(("ferblantard",), ("soudeur",)), "fr", analyst)
    reload()

    with django_assert_num_queries(0):
        client.get("/suggest/", {"q": "soud"})


@pytest.mark.integration
def test_the_postgresql_fallback_reads_the_rules_too(
    small_site: Tree, client: Client, analyst: Any, engine_down: None
) -> None:
    editing.save(SynonymContent(("ferblantard",), ("soudeur",)), "fr", analyst)
    reload()

    assert "Soudeuse, soudeur" in titles(client, "ferblantard")


def test_every_language_has_its_tuning(tmp_path: Path) -> None:
    assert all(tuning.current(language).language == language for language in LANGUAGES)
