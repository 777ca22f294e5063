"""What an app says of its contents, and what is refused."""

from typing import Any

import pytest
from django.db.models import Model

from common import checks, search_documents
from common.search_documents import (
    AlreadyDeclaredError,
    LinkedSource,
    Source,
    distinct,
    exempt,
    key_for,
    register,
    text_of,
)
from metiers.models import MetierPage, MetiersIndexPage
from search import checks as search_checks
from search.index import definition, features
from secteurs.models import Secteur
from tests.search import factories as make
from tests.search.factories import Tree


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[type[Model], Source[Any]]:
    """A copy that the test may empty."""
    sources = dict(search_documents._sources)
    monkeypatch.setattr(search_documents, "_sources", sources)
    monkeypatch.setattr(search_documents, "_exempt", dict(search_documents._exempt))
    return sources


def test_every_public_model_is_declared() -> None:
    assert checks.search_is_declared() == []
    assert {MetierPage, MetiersIndexPage, Secteur} <= set(checks.public_models())


def test_a_model_that_says_nothing_is_refused(registry: dict[type[Model], Source[Any]]) -> None:
    del registry[MetierPage]
    del search_documents._exempt[MetiersIndexPage]
    found = {error.obj for error in checks.search_is_declared()}
    assert found == {MetierPage, MetiersIndexPage}


def test_a_model_speaks_once(registry: dict[type[Model], Source[Any]]) -> None:
    with pytest.raises(AlreadyDeclaredError):
        register(MetierPage, LinkedSource())
    with pytest.raises(AlreadyDeclaredError):
        exempt(MetierPage, "twice")


def test_a_model_without_document_of_its_own_gives_none() -> None:
    source: Source[Secteur] = LinkedSource()
    source.model = Secteur
    assert list(source.documents(Secteur())) == []


def test_small_helpers() -> None:
    assert key_for(MetierPage, 12) == "metiers.metierpage:12"
    assert distinct("a", "", None, "b", "a") == ("a", "b")
    assert text_of("<p>Un <b>texte</b></p>", "", None) == "Un texte"


def test_the_words_of_blocks_are_read() -> None:
    block = MetierPage.body.field.stream_block
    value = block.to_python(
        [{"type": "texte", "value": {"titre": "Souder", "texte": "<p>Elle soude des <b>coques</b>.</p>"}}]
    )
    assert text_of(value, "Fin") == "Souder Elle soude des coques. Fin"


@pytest.mark.django_db
def test_links_lead_to_what_shows_a_content(site: Tree) -> None:
    secteur = make.secteur()
    page = site.metier(secteurs=[secteur])
    assert [item.pk for item in search_documents.linked(secteur)] == [page.pk]


def test_a_language_without_index_is_refused(settings: Any) -> None:
    assert search_checks.every_language_has_an_index() == []
    settings.LANGUAGES = [*settings.LANGUAGES, ("uk", "Українська")]
    assert [error.id for error in search_checks.every_language_has_an_index()] == ["search.E001"]


def test_an_untried_feature_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert search_checks.the_definition_uses_what_was_tried() == []
    monkeypatch.setitem(features.AVAILABLE, "tokenizer", frozenset())
    assert {error.id for error in search_checks.the_definition_uses_what_was_tried()} == {"search.E002"}
    assert definition.LANGUAGES == ("fr", "en")
