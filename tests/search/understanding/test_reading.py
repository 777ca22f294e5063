"""What is read in a question, and what is left of it."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from search import tuning
from search.grammar import Filters
from search.tuning import Tuning
from search.understanding import Understood, read
from search.understanding.lexicon import Lexicon

Read = Callable[..., Understood]
TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.fixture
def understand(known: Lexicon) -> Read:
    def ask(q: str, language: str = "fr", *, literal: tuple[str, ...] = (), **chosen: object) -> Understood:
        filters = replace(Filters(q=q), **chosen)  # type: ignore[arg-type]  # names of Filters
        return read(filters, language, literal=literal, today=TODAY, lexicon=known)

    return ask


def words(understood: Understood) -> list[str]:
    """What must be met, as it is looked for."""
    question = understood.filters.question
    return [group.main for group in question.required] if question else []


def meant(understood: Understood) -> set[str]:
    """Everything that answers for the words."""
    question = understood.filters.question
    return {phrase.text for group in question.required for phrase in group.phrases} if question else set()


# Spelling

SAME_WORD = [
    "infirmier", "INFIRMIERE", "infirmières", "infirmier·ère", "infirmier(e)", "infirmier(ère)s", "infirmier.e.s",
    "infirmier/infirmière", "infirmier-ère", "l’infirmière", "infirmière ou infirmier",
]  # fmt: skip


@pytest.mark.parametrize("q", SAME_WORD)
def test_gender_number_and_inclusive_spelling_ask_one_thing(understand: Read, q: str) -> None:
    (word,) = words(understand(q))
    assert word.startswith("infirmi")


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("elecricien", "electricien"),  # a letter missing
        ("boulnager", "boulanger"),  # two swapped
        ("soudeeur", "soudeur"),  # one doubled
        ("maçom", "macon"),  # one wrong
        ("kuisinié", "cuisinier"),  # by sound
        ("elektrissien", "electricien"),
        ("plonbier", "plombier"),
        ("lelectricien", "electricien"),  # the article written with the word
        ("plom bier", "plombier"),  # one word written as two
        ("aidesoignante", "aide soignante"),  # two words written as one
        ("jveu bosser ds la vente", "vente"),  # shorthand
        ("koman devenir infirmier", "infirmier"),
    ],
)
def test_what_is_typed_wrong_is_mended(understand: Read, q: str, expected: str) -> None:
    assert " ".join(words(understand(q))) == expected


@pytest.mark.parametrize("q", ["vente", "verte", "bac", "cap", "mco", "zzzz"])
def test_a_right_short_or_strange_word_is_left_alone(understand: Read, q: str) -> None:
    understood = understand(q)
    assert words(understood) == [q]
    assert understood.corrected == ""


def test_only_mended_words_are_told_to_the_reader(understand: Read) -> None:
    assert understand("Infirmière elecricien").corrected == "Infirmière electricien"
    assert understand("jveu etre infirmier").corrected == ""


# Words


@pytest.mark.parametrize(
    ("q", "other"),
    [
        ("kiné", "masseur kinesitherapeute"),
        ("prof", "enseignant"),
        ("ouvrier du bâtiment", "batiment"),
        ("toubib", "medecin"),
        ("flic", "police"),
        ("mécano", "mecanicien automobile"),
        ("assistante maternelle", "petite enfance"),
        ("bts sio", "services informatiques aux organisations"),
    ],
)
def test_everyday_words_find_those_of_contents(understand: Read, q: str, other: str) -> None:
    assert other in meant(understand(q))


def test_the_words_of_the_analyst_are_read_too(understand: Read) -> None:
    with tuning.trying({"fr": Tuning(synonyms={("ferblantard",): ("soudeur",)})}):
        assert "soudeur" in meant(understand("ferblantard"))


def test_small_talk_decides_only_when_alone(understand: Read) -> None:
    assert words(understand("je voudrais trouver une formation de coiffeur")) == ["coiffeur"]
    assert words(understand("formation")) == ["formation"]


def test_a_word_that_nothing_is_named_after_only_orders(understand: Read) -> None:
    understood = understand("boulanger sympathique")
    assert words(understood) == ["boulanger"]
    assert [group.main for group in understood.filters.question.groups][1:] == ["sympathique"]  # type: ignore[union-attr]


def test_an_untold_job_leads_to_its_sector(understand: Read) -> None:
    (told,) = understand("infirmier").filters.question.groups  # type: ignore[union-attr]
    (untold,) = understand("prothésistes").filters.question.groups  # type: ignore[union-attr]
    assert told.sectors == ()
    assert untold.sectors == ("sante",)


def test_a_diploma_says_which_training_the_subject_decides(understand: Read) -> None:
    understood = understand("bac pro cuisine")
    assert words(understood) == ["cuisine"]
    assert understood.filters.question.prefer == ("formation",)  # type: ignore[union-attr]
    assert words(understand("bac pro")) == ["bac pro"]


# Phrases that carry a filter

READ = [
    ("infirmier à Amiens", {"commune": ["80021"]}, ["infirmier"]),
    ("kiné lille", {"commune": ["59350"]}, ["kine"]),
    ("lille", {"commune": ["59350"]}, []),
    ("59000", {"commune": ["59350"]}, []),
    ("soudeur st quentin", {"commune": ["02691"]}, ["soudeur"]),
    ("vente le touquet", {"commune": ["62826"]}, ["vente"]),
    ("coiffeuse près de Condé sur l'Escaut", {"commune": ["59153"]}, ["coiffeuse"]),
    ("boulanger dans l'Oise", {"dep": ("60",)}, ["boulanger"]),
    ("mécanicien 62", {"dep": ("62",)}, ["mecanicien"]),
    ("vente dans le nord pas de calais", {"dep": ("59", "62")}, ["vente"]),
    ("après la 3ème", {"niveau": (3, 4)}, []),
    ("informatique bac+2", {"niveau": (5,)}, ["informatique"]),
    ("vente sans diplôme", {"niveau": (2, 3)}, ["vente"]),
    ("cuisine niveau bac", {"niveau": (4,)}, ["cuisine"]),
    ("coiffure en alternance", {"voie": ("apprentissage",)}, ["coiffure"]),
    ("apprenti boulanger", {"voie": ("apprentissage",)}, ["boulanger"]),
    ("JPO lille", {"sorte": ("evenement",), "type": ("jpo",), "commune": ["59350"]}, []),
    ("portes ouvertes", {"sorte": ("evenement",), "type": ("jpo",)}, []),
    ("forum en janvier", {"du": date(2027, 1, 1), "au": date(2027, 1, 31)}, []),
    ("jpo ce week-end", {"du": date(2026, 11, 28), "au": date(2026, 11, 29)}, []),
    ("que faire demain", {"du": date(2026, 11, 25), "au": date(2026, 11, 25)}, []),
    ("jpo samedi", {"du": date(2026, 11, 28), "au": date(2026, 11, 28)}, []),
]  # fmt: skip


@pytest.mark.parametrize(("q", "filled", "left"), READ)
def test_phrases_are_read_as_filters(
    understand: Read, q: str, filled: dict[str, object], left: list[str]
) -> None:
    understood = understand(q)
    found = {name: getattr(understood.filters, name) for name in filled}
    if "commune" in found:
        found["commune"] = [place.code for place in understood.filters.commune]
    assert found == filled
    assert words(understood) == left
    assert understood.readings


NOT_READ = [
    "ham", "jambon ham", "pilote d'avion", "croix rouge", "rue du commerce", "lycée albert camus",
    "canal seine-nord europe", "salon de coiffure", "60 ans", "mars", "mode", "centre de formation d'apprentis",
]  # fmt: skip


@pytest.mark.parametrize("q", NOT_READ[1:])
def test_what_may_be_another_word_is_not_read(understand: Read, q: str) -> None:
    assert understand(q).readings == ()


def test_a_place_that_is_a_word_is_read_when_said_so(understand: Read) -> None:
    for q, code in (("coiffeuse à Ham", "80410"), ("lycée à Rue", "80688"), ("vente près d'Avion", "62065")):
        assert [place.code for place in understand(q).filters.commune] == [code], q
    assert [place.code for place in understand("Ham").filters.commune] == ["80410"]


def test_english_words_are_not_french_towns(understand: Read) -> None:
    assert understand("lens", "en").readings == ()
    assert [place.code for place in understand("jobs in Lens", "en").filters.commune] == ["62498"]


@pytest.mark.parametrize(
    ("q", "slug"),
    [
        ("jaime les animaux", "j-aime-m-occuper-des-animaux"),
        ("travailler dehors", "j-aime-etre-au-contact-de-la-nature"),
        ("je veux travailler de mes mains", "j-aime-le-travail-manuel"),
        ("aider les gens", "je-souhaite-prendre-soin-des-autres"),
        ("g envi de travaillé avc les bb", "je-souhaite-m-occuper-d-enfants"),
        ("j'adore dessiner", "j-ai-un-bon-coup-de-crayon"),
    ],
)
def test_tastes_are_read_through_centres_of_interest(understand: Read, q: str, slug: str) -> None:
    understood = understand(q)
    assert any(slug in group.interests for group in understood.filters.question.groups)  # type: ignore[union-attr]
    assert understood.filters.question.prefer == ("metier",)  # type: ignore[union-attr]
    assert any(reading.label.startswith("goût") for reading in understood.readings)


# Said back, undone


def test_a_reading_says_what_it_took(understand: Read) -> None:
    (reading,) = understand("boulanger à Amiens").readings
    assert (reading.phrase, reading.label, reading.names) == ("à Amiens", "près d’Amiens", ("commune",))
    assert reading.rest == "boulanger"


@pytest.mark.parametrize(
    ("q", "literal"), [("kiné lille", ("lille",)), ('kiné "lille"', ()), ("kiné « lille »", ())]
)
def test_a_reading_can_be_undone(understand: Read, q: str, literal: tuple[str, ...]) -> None:
    understood = understand(q, literal=literal)
    assert understood.readings == ()
    assert understood.filters.commune == ()
    assert "lille" in words(understood)


def test_a_filter_of_the_address_wins(understand: Read, known: Lexicon) -> None:
    arras = known.communes["lens",][0].place
    understood = understand("boulanger amiens bac +2", commune=(arras,))
    assert understood.filters.commune == (arras,)
    assert understood.filters.niveau == (5,)
    assert [reading.names for reading in understood.readings] == [(), ("niveau",)]
    assert understood.filters.lenient == ("niveau",)


def test_what_is_read_keeps_what_has_nothing_to_say(understand: Read) -> None:
    assert understand("kiné lille en alternance").filters.lenient == ("commune", "voie")


def test_a_place_alone_asks_what_is_there(understand: Read) -> None:
    assert understand("lens").filters.question.prefer == ("etablissement", "evenement")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        "«»",
        '"',
        "((((",
        "\\",
        "日本語",
        "👩‍🚒",
        "a " * 100,
        "x" * 200,
        "'" * 50,
        "1 2 3 4 5 6",
        "+2",
        "d'",
    ],
)
def test_any_question_is_read(understand: Read, q: str) -> None:
    assert understand(q).filters.n == 10


def test_reading_is_quick(understand: Read) -> None:
    """Far below what the engine takes, also when each word is unknown; the first typo builds the index of sounds."""
    understand("elecricien")
    start = time.perf_counter()
    for _ in range(10):
        understand("jveu fere 1 cap patisserrie en alternanse a amien ou pré de lile pour devnir patisié")
    assert (time.perf_counter() - start) / 10 < 0.25
