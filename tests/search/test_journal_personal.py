"""Texts that are never kept, and those that must not be lost. Limits: docs/search-board.md."""

import pytest

from common.search_documents import sources
from search.documents import row_of
from search.journal.personal import evident, looks_personal
from search.journal.vocabulary import Vocabulary
from search.models import IndexedDocument
from search.store import now_version, upsert
from tests.search.factories import Tree

#: What a small site would know.
KNOWN = frozenset(
    [
        "infirmiere",
        "infirmier",
        "metier",
        "bac",
        "pro",
        "mecanique",
        "alternance",
        "cap",
        "patisserie",
        "amiens",
        "lille",
        "lycee",
        "soudeur",
        "soudeuse",
        "kevin",
        "aide",
        "soignante",
        "stage",
        "martin",
        "blanc",
        "laurent",
        "jean",
        "pierre",
        "tailleur",
        "boulangerie",
        "saint",
        "insta",
        "community",
        "manager",
    ]
)
SITE = Vocabulary(
    KNOWN, frozenset({"elecricien", "profesionel"}), frozenset({"jean moulin", "martin luther"})
)


def personal(text: str) -> bool:
    return looks_personal([text], lambda _texts: SITE)


@pytest.mark.parametrize(
    "text",
    [
        "marie.durand@exemple.fr", "marie arobase exemple", "06 12 34 56 78", "0612345678", "+33 6 12 34 56 78",
        "06.12.34", "né le 12/03/2008", "12-3-08", "12 rue nationale", "4 bis avenue foch lille", "mme lefebvre",
        "Monsieur Dupont", "m. martin", "docteur house", "je m'appelle lea", "je m’appelle léa", "mon numéro",
        "https://exemple.fr/moi", "my name is john", "x" * 91,
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize",
    ],
)  # fmt: skip
def test_signs_of_a_person_in_the_text_itself(text):
    assert evident(text)


@pytest.mark.parametrize(
    "text",
    [
        "infirmière", "après la 3e", "bac +2", "62000", "0590117G", "rncp 37374", "for.582", "rentrée 2027",
        "métier qui paye", "j'aime les animaux", "monsieur et madame", "CAP cuisine 2 ans", "place d'apprenti",
        "que faire apres la 3eme quand on aime les animaux",
    ],
)  # fmt: skip
def test_subjects_hold_no_such_sign(text):
    assert not evident(text)


@pytest.mark.parametrize(
    "text",
    [
        "marie durand", "Marie DURAND", "durand marie", "infirmiere marie durand", "stage chez durand", "dupont",
        "lucas", "djibril ouedraogo", "mbappe kylian", "Ousmane Dembélé", "lille Xavier Tartempion", "laurent blanc",
        "marie lefebvre lille", "insta zozo", "theo dubois bac pro",
    ],
)  # fmt: skip
def test_names_are_seen(text):
    assert personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "infirmiere", "elecricien", "elecricien profesionel", "bac pro mecanique", "CAP Patisserie Amiens",
        "tractopelle",
        "lycee jean moulin", "lycee martin luther king", "kevin", "tailleur de pierre", "lycee faidherbe lille",
        "metier naturopathe", "Aide Soignante", "BTS NDRC lille",
    ],
)  # fmt: skip
def test_subjects_schools_and_slips_are_kept(text):
    assert not personal(text)


def test_one_spelling_is_enough():
    assert looks_personal(["infirmiere", "infirmiere 06 12 34 56 78"], lambda _texts: SITE)


def test_the_site_tells_what_it_writes(site: Tree) -> None:
    site.metier("Soudeuse, soudeur")
    site.formation("CAP Électricien")
    _index()

    words = Vocabulary.of(["soudeurs", "elecricien", "tartempion", "cap electricien", "soudeurs electricien"])

    assert words.known == {"soudeurs", "cap", "electricien"}
    assert "elecricien" in words.close
    assert "tartempion" not in words.known | words.close
    assert words.phrases == {"cap electricien"}


@pytest.mark.usefixtures("site")
def test_an_empty_site_keeps_no_pair_of_words() -> None:
    assert not IndexedDocument.objects.exists()
    assert looks_personal(["anything else"])


def _index() -> None:
    for _model, source in sources():
        upsert(
            [
                row_of(document, now_version())
                for one in source.queryset()
                for document in source.documents(one)
            ]
        )
