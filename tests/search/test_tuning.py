"""What the analyst's rules mean, what is refused, and how they are undone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from search import tuning
from search.models import IndexedDocument
from search.tuning import editing
from search.tuning.checking import check, lost
from search.tuning.compiling import compile_one
from search.tuning.contents import (
    Content,
    PinContent,
    QuestionContent,
    SynonymContent,
    WeightsContent,
)
from search.tuning.enums import Effect
from search.tuning.live import copies, reload
from search.tuning.models import TuningChange, TuningRule
from search.tuning.values import Pin, Tuning

GROUP = SynonymContent(("prof", "enseignant", "maître d’école"))
DIRECTED = SynonymContent(("kiné",), ("masseur-kinésithérapeute",))


# What they mean


def compiled(*contents: Content) -> Tuning:
    return compile_one("fr", contents)


def test_without_rules_nothing_changes() -> None:
    nothing = Tuning("fr")
    assert nothing.kept("le bac") == "le bac"
    assert (nothing.readings("prof"), nothing.pinned("prof"), nothing.is_silent("prof"), nothing.help_for("prof")) == (
        (), (), False, "",
    )  # fmt: skip
    assert (nothing.kind("metier"), nothing.weight("title")) == (1.0, 1.0)


@pytest.mark.parametrize(("q", "readings"), [
    ("prof", ("enseignant", "maître d’école")),
    ("Profs à Lille", ("enseignant a lille", "maître d’école a lille")),
    ("maitre d'ecole", ("prof", "enseignant")),
    ("kine lille", ("masseur-kinésithérapeute lille",)),
    ("masseur-kinésithérapeute", ()),
    ("professeur", ()),
    ("", ()),
])  # fmt: skip
def test_synonyms_give_other_readings(q: str, readings: tuple[str, ...]) -> None:
    assert compiled(GROUP, DIRECTED).readings(q) == readings


def test_the_longest_synonym_is_read_and_none_overlaps() -> None:
    tuned = compiled(
        SynonymContent(("bac",), ("baccalauréat",)), SynonymContent(("bac pro",), ("bac professionnel",))
    )
    assert [(one.typed, one.others) for one in tuned.expansions("bac pro bac")] == [
        ("bac pro", ("bac professionnel",)),
        ("bac", ("baccalauréat",)),
    ]


def test_readings_are_bounded() -> None:
    many = SynonymContent(tuple(f"mot{number}" for number in range(12)))
    assert len(compiled(many).readings("mot1")) == 6


def test_pins_of_the_exact_question_come_before_those_that_hold_its_words() -> None:
    tuned = compiled(
        PinContent("apprentissage", exact=False, keys=("a:1", "a:2")),
        PinContent("apprentissage lille", exact=True, keys=("b:1", "a:1")),
    )
    assert tuned.pinned("Apprentissages, Lille !") == ("b:1", "a:1", "a:2")
    assert tuned.pinned("apprentissage") == ("a:1", "a:2")
    assert tuned.pinned("lille") == ()


def test_an_ignored_word_leaves_the_question_unless_it_is_all_of_it() -> None:
    tuned = compiled(QuestionContent("métier", Effect.IGNORE))
    assert tuned.kept("métiers de soudeur") == "de soudeur"
    assert tuned.kept("Métier") == "Métier"


def test_silent_and_helped_questions() -> None:
    tuned = compiled(
        QuestionContent("mort", Effect.SILENT), QuestionContent("j’ai peur", Effect.HELP, "home.pagelibre:4")
    )
    assert tuned.is_silent("Mort ?")
    assert not tuned.is_silent("mort aux rats")
    assert tuned.help_for("J'ai peur") == "home.pagelibre:4"


def test_weights_are_held_to_their_bounds() -> None:
    tuned = compiled(WeightsContent({"metier": 50, "inconnu": 2}, {"title": 0.01, "sigles": 1.5}))
    assert dict(tuned.kinds) == {"metier": 2.0}
    assert dict(tuned.fields) == {"title": 0.5, "sigles": 1.5}


# What is refused


@pytest.fixture
def analyst(db: None) -> Any:
    return get_user_model().objects.create_user("analyste")


@pytest.fixture
def document(db: None) -> Callable[..., IndexedDocument]:
    def make(key: str = "home.pagelibre:1", language: str = "fr", **fields: Any) -> IndexedDocument:
        card = {"title": fields.pop("title", "L’apprentissage"), "url": "/fr/apprentissage/"}
        return IndexedDocument.objects.create(
            key=key,
            language=language,
            version=1,
            languages=[language],
            source={"card": card, "kind": "page"},
            **fields,
        )

    return make


def said(content: Content, language: str = "fr") -> str:
    return " ".join(text for texts in check(content, language).values() for text in texts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SynonymContent(()), "au moins deux mots"),
        (SynonymContent(("prof",)), "au moins deux mots"),
        (SynonymContent(("prof", "!!!")), "aucun mot"),
        (SynonymContent(("prof", "x")), "une seule lettre"),
        (SynonymContent(("prof", "de la")), "ignore déjà"),
        (SynonymContent(("prof", "a" * 61)), "trop long"),
        (SynonymContent(("prof", "Profs")), "le même mot"),
        (SynonymContent(("kiné",), ("Kine",)), "le même mot"),
        (SynonymContent(tuple(f"mot{number}" for number in range(13))), "mots au plus"),
        (PinContent("", exact=True, keys=()), "aucun mot"),
        (PinContent("apprentissage", exact=True, keys=()), "au moins un contenu"),
        (PinContent("apprentissage", exact=True, keys=("home.pagelibre:9",)), "n’est pas publié"),
        (PinContent("apprentissage", exact=True, keys=("a:1", "a:1")), "deux fois"),
        (QuestionContent("", Effect.IGNORE), "Écrivez la recherche"),
        (QuestionContent("deux mots", Effect.IGNORE), "Un seul mot"),
        (QuestionContent("peur", Effect.HELP), "Choisissez la page d’aide"),
        (WeightsContent({"metier": 3}, {}), "de 0,5 à 2"),
    ],
)
def test_what_makes_no_sense_is_told_in_french(content: Content, words: str) -> None:
    assert words in said(content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [GROUP, DIRECTED, QuestionContent("métier", Effect.IGNORE), WeightsContent({}, {})]
)
def test_good_rules_pass(content: Content) -> None:
    assert check(content, "fr") == {}


def test_a_word_belongs_to_one_group(analyst: Any) -> None:
    editing.save(GROUP, "fr", analyst)

    assert "complétez ce groupe" in said(SynonymContent(("Prof", "instituteur")))
    assert check(SynonymContent(("prof", "teacher")), "en") == {}


def test_what_is_said_already_is_told(analyst: Any) -> None:
    editing.save(DIRECTED, "fr", analyst)
    editing.save(GROUP, "fr", analyst)

    assert "C’est déjà dit" in said(SynonymContent(("kiné",), ("masseur-kinésithérapeute", "osteo")))
    assert "C’est déjà dit" in said(SynonymContent(("prof",), ("enseignant",)))


def test_weights_of_a_language_have_one_rule(analyst: Any) -> None:
    editing.save(WeightsContent({"metier": 1.5}, {}), "fr", analyst)

    assert "modifiez-la" in said(WeightsContent({"metier": 1.2}, {}))
    assert check(WeightsContent({"metier": 1.2}, {}), "en") == {}


def test_loops_are_shown_with_their_way_round(analyst: Any) -> None:
    editing.save(SynonymContent(("a1",), ("b1",)), "fr", analyst)
    editing.save(SynonymContent(("b1",), ("c1",)), "fr", analyst)

    assert "« c1 » → « a1 » → « b1 » → « c1 »" in said(SynonymContent(("c1",), ("a1",)))


def test_a_rule_does_not_stand_in_its_own_way(analyst: Any) -> None:
    rule = editing.save(GROUP, "fr", analyst)

    assert check(SynonymContent((*GROUP.words, "instituteur")), "fr", rule.pk) == {}


def test_a_pin_needs_a_content_shown_in_the_language(document: Any) -> None:
    document("a:1", "en", title="Apprenticeship")
    document("a:2", gone=True)
    document("a:3")

    assert "n’est pas publié" in said(PinContent("x1", exact=True, keys=("a:1",)))
    assert "n’est pas publié" in said(PinContent("x1", exact=True, keys=("a:2",)))
    assert check(PinContent("x1", exact=True, keys=("a:3",)), "fr") == {}
    assert check(PinContent("x1", exact=True, keys=("a:3",)), "en") == {}


def test_a_pin_that_lost_its_content_is_told(analyst: Any, document: Any) -> None:
    one = document("a:1", title="Foire")
    rule = editing.save(PinContent("foire", exact=True, keys=("a:1",)), "fr", analyst)
    assert lost([rule]) == {}

    IndexedDocument.objects.filter(pk=one.pk).update(gone=True)

    assert lost([rule]) == {rule.pk: ["Foire"]}


# History and undo


def test_each_change_says_who_and_what(analyst: Any) -> None:
    rule = editing.save(GROUP, "fr", analyst)
    editing.save(SynonymContent(("prof", "enseignant")), "fr", analyst, rule=rule)
    editing.remove(rule, analyst)

    changes = list(TuningChange.objects.order_by("pk"))
    assert [(bool(one.before), bool(one.after), one.by) for one in changes] == [
        (False, True, analyst),
        (True, True, analyst),
        (True, False, analyst),
    ]
    assert not TuningRule.objects.exists()


def test_saving_without_a_change_writes_no_history(analyst: Any) -> None:
    rule = editing.save(GROUP, "fr", analyst)
    editing.save(GROUP, "fr", analyst, rule=rule)

    assert TuningChange.objects.count() == 1


def test_undo_goes_back_step_by_step(analyst: Any) -> None:
    rule = editing.save(GROUP, "fr", analyst)
    editing.save(SynonymContent(("prof", "enseignant")), "fr", analyst, rule=rule)
    created, changed = TuningChange.objects.order_by("pk")

    with pytest.raises(editing.RefusedError, match="changé depuis"):
        editing.undo(created, analyst)
    editing.undo(changed, analyst)
    assert TuningRule.objects.get().content == GROUP.write()


def test_undo_of_a_removal_and_of_a_creation(analyst: Any) -> None:
    editing.remove(editing.save(GROUP, "fr", analyst), analyst)
    editing.undo(TuningChange.objects.latest("pk"), analyst)
    assert TuningRule.objects.get().content == GROUP.write()

    editing.undo(TuningChange.objects.latest("pk"), analyst)
    assert not TuningRule.objects.exists()
    assert TuningChange.objects.filter(undoes__isnull=False).count() == 2


def test_undo_does_not_bring_back_what_may_not_be(analyst: Any, document: Any) -> None:
    one = document("a:1")
    editing.remove(editing.save(PinContent("foire", exact=True, keys=("a:1",)), "fr", analyst), analyst)
    IndexedDocument.objects.filter(pk=one.pk).update(gone=True)

    with pytest.raises(editing.RefusedError, match="n’est pas publié"):
        editing.undo(TuningChange.objects.latest("pk"), analyst)


def test_two_people_do_not_overwrite_each_other(analyst: Any) -> None:
    rule = editing.save(GROUP, "fr", analyst)
    read_before = TuningRule.objects.get(pk=rule.pk)
    editing.save(SynonymContent(("prof", "enseignant")), "fr", analyst, rule=rule)

    with pytest.raises(editing.ChangedMeanwhileError):
        editing.save(DIRECTED, "fr", analyst, rule=read_before)


def test_the_same_rule_twice_is_refused_by_the_database(analyst: Any) -> None:
    editing.save(GROUP, "fr", analyst)

    with pytest.raises(editing.RefusedError):
        editing.save(SynonymContent(tuple(reversed(GROUP.words))), "fr", analyst)


# In force


def test_a_saved_rule_is_in_force_in_this_process_at_commit(
    analyst: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        editing.save(GROUP, "fr", analyst)

    assert tuning.current("fr").readings("prof") == ("enseignant", "maître d’école")
    assert tuning.current("en").readings("prof") == ()


def test_reading_the_rules_in_force_costs_no_query(analyst: Any, django_assert_num_queries: Any) -> None:
    editing.save(GROUP, "fr", analyst)
    reload()

    with django_assert_num_queries(0):
        assert tuning.current("fr").readings("prof")


def test_rules_that_did_not_change_are_not_read_again(analyst: Any, django_assert_num_queries: Any) -> None:
    editing.save(GROUP, "fr", analyst)
    reload()

    with django_assert_num_queries(1):
        reload()


def test_a_trial_is_seen_by_nobody_else() -> None:
    tried = Tuning("fr", pins=(Pin(("x",), True, ("a:1",)),))
    with tuning.trying({"fr": tried}):
        assert tuning.current("fr") is tried
        assert tuning.current("en").pins == ()
    assert tuning.current("fr").pins == ()


def test_without_rules_and_without_database_there_is_a_tuning() -> None:
    copies.forget()

    assert tuning.current("uk") == Tuning("uk")
