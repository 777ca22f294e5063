"""The words of orientation: their order, their languages, their place on the page and in the search."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from common.search_documents import source_of
from home.glossaire import lettres, mots
from home.models import EntreeGlossaire, GlossairePage
from tests.home.factories import PageLibreFactory, translation_of, tree
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ENGLISH = {"en": {"mot": "Work-study training", "definition": "Learning in two places."}}


def word(mot: str, ancre: str, **fields: object) -> EntreeGlossaire:
    return EntreeGlossaire.objects.create(
        mot=mot, ancre=ancre, definition=f"Ce que veut dire {mot}.", **fields
    )


@pytest.fixture
def site():
    french = tree()
    french.glossaire = french.home.add_child(instance=GlossairePage(title="Les mots", slug="glossaire"))
    return french


def english_of(site):
    english = tree("en")
    page = GlossairePage(
        title="The words", slug="glossaire", locale=english.home.locale, **translation_of(site.glossaire)
    )
    english.glossaire = english.home.add_child(instance=page)
    return english


def test_words_stand_in_the_order_of_a_dictionary(site) -> None:
    for mot in ("Échange", "école", "Œuvre", "Apprentissage", "Ouvrage", "Zone"):
        word(mot, mot.encode("ascii", "ignore").decode().lower() or "oeuvre")
    found = [(letter, [mot.mot for mot in group]) for letter, group in lettres(mots("fr"))]
    assert found == [
        ("A", ["Apprentissage"]),
        ("E", ["Échange", "école"]),
        ("O", ["Œuvre", "Ouvrage"]),
        ("Z", ["Zone"]),
    ]


def test_the_page_says_the_word_before_its_acronym_and_leads_to_the_page_that_helps(
    site, client: Client
) -> None:
    aide = PageLibreFactory(parent=site.home, title="Après la 3e", slug="apres")
    word("Certificat d’aptitude professionnelle", "cap", sigle="CAP", page=aide)
    html = client.get("/fr/glossaire/").content.decode()
    assert '<div id="cap">' in html
    assert "<dt>Certificat d’aptitude professionnelle (CAP)</dt>" in html
    assert f'<a href="{aide.url}">Après la 3<sup>e</sup></a>' in html
    assert '<a href="#lettre-c">C</a>' in html
    assert '<h2 id="lettre-c">C</h2>' in html


def test_an_unpublished_page_is_no_longer_named(site, client: Client) -> None:
    aide = PageLibreFactory(parent=site.home, title="Une page", slug="une-page")
    word("Stage", "stage", page=aide)
    aide.unpublish()
    html = client.get("/fr/glossaire/").content.decode()
    assert "Ce que veut dire Stage." in html
    assert "Une page" not in html


def test_english_has_its_own_words_and_keeps_the_french_ones_in_sight(site, client: Client) -> None:
    english = english_of(site)
    aide = PageLibreFactory(parent=site.home, title="Aide", slug="aide")
    PageLibreFactory(
        parent=english.home, title="Help", slug="aide", locale=english.home.locale,
        translation_key=aide.translation_key,
    )  # fmt: skip
    word("Alternance", "alternance", page=aide, translations=ENGLISH)
    html = client.get("/en/glossaire/").content.decode()
    assert '<dt>Work-study training<small lang="fr">Alternance</small></dt>' in html
    assert 'Learning in two places. <a href="/en/aide/">Help</a>' in html
    assert '<h2 id="lettre-w">W</h2>' in html


def test_a_page_without_word_says_so(site, client: Client) -> None:
    response = client.get("/fr/glossaire/")
    assert response.status_code == 200
    assert "Les mots arrivent." in response.content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_more_words_ask_no_more_queries(site, client: Client, language: str) -> None:
    english_of(site)
    aide = PageLibreFactory(parent=site.home, title="Aide", slug="aide")

    def cost() -> int:
        client.get(f"/{language}/glossaire/")
        return len(queries_of(client, f"/{language}/glossaire/"))

    word("Stage", "stage", page=aide, translations=ENGLISH)
    before = cost()
    for number in range(8):
        other = PageLibreFactory(parent=site.home, title=f"Aide {number}", slug=f"aide-{number}")
        word(f"Mot {number}", f"mot-{number}", page=other, translations=ENGLISH)
    assert cost() == before


def test_a_word_is_found_at_its_place_in_each_of_its_languages(site) -> None:
    source = source_of(EntreeGlossaire)
    assert source is not None
    both = word("Alternance", "alternance", translations=ENGLISH)
    french = word("Brevet de technicien supérieur", "bts", sigle="BTS")
    found = {
        (document.language, document.title): document
        for entry in (both, french)
        for document in source.documents(entry)
    }
    assert set(found) == {
        ("fr", "Alternance"),
        ("en", "Work-study training"),
        ("fr", "Brevet de technicien supérieur"),
    }
    assert found["en", "Work-study training"].url == "/en/glossaire/#alternance"
    assert found["en", "Work-study training"].alternatives == ("Alternance",)
    assert found["fr", "Brevet de technicien supérieur"].sigles == ("BTS",)


def test_words_are_found_only_while_their_page_is_there(site) -> None:
    source = source_of(EntreeGlossaire)
    assert source is not None
    entry = word("Stage", "stage")
    assert list(source.queryset()) == [entry]
    site.glossaire.unpublish()
    assert not source.queryset().exists()
    pages = source_of(GlossairePage)
    assert pages is not None
    assert list(pages.affected(site.glossaire)) == [entry]


def test_a_word_and_its_anchor_are_unique_and_its_languages_are_checked() -> None:
    word("Stage", "stage")
    with pytest.raises(ValidationError) as refused:
        EntreeGlossaire(mot="Stage", ancre="stage", definition="Encore.").full_clean()
    assert set(refused.value.message_dict) == {"mot", "ancre"}
    with pytest.raises(ValidationError) as refused:
        EntreeGlossaire(
            mot="Vœu", ancre="voeu", definition="x", translations={"en": {"sigle": "x"}}
        ).full_clean()
    assert set(refused.value.message_dict) == {"translations"}
