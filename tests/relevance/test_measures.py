"""The measures on answers worked out by hand, and the notation of judgements."""

from typing import Any

import pytest

from search.relevance.judgements import Contents, Job, Judge, Judged, JudgementError, path_of
from search.relevance.measures import by_kind, gain, ndcg, reciprocal_rank, score, summary

pytestmark = pytest.mark.django_db


def test_gain_discounts_by_rank() -> None:
    assert gain([3]) == 7
    assert gain([0, 3]) == pytest.approx(7 / 1.58496, rel=1e-4)


def test_ndcg_is_one_for_the_best_order_and_less_for_another() -> None:
    assert ndcg([3, 2, 1], [1, 2, 3]) == pytest.approx(1)
    assert 0 < ndcg([1, 2, 3], [1, 2, 3]) < 1
    assert ndcg([0, 0], [3]) == 0
    assert ndcg([2] * 10, [2] * 30) == pytest.approx(1)


def test_the_first_useful_answer_counts() -> None:
    assert reciprocal_rank([1, 0, 2, 3], 2) == pytest.approx(1 / 3)
    assert reciprocal_rank([1, 1], 2) == 0


def test_a_question_is_scored() -> None:
    judged = Judged("exact", "fr", "infirmier", {"metiers/infirmiere": 3, "formations/de": 2})
    found = score(judged, ["a", "b", "c", "d", "e", "metiers/infirmiere"])
    assert not found.screen
    assert found.reciprocal == pytest.approx(1 / 6)
    assert score(judged, []).empty


def test_hopeless_questions_stand_apart() -> None:
    scores = [
        score(Judged("exact", "fr", "a", {"x": 3}), ["x"]),
        score(Judged("hopeless", "fr", "zz", {}), []),
    ]
    lines = {line.kind: line for line in by_kind(scores)}
    assert lines["all"].questions == 1
    assert lines["all"].ndcg == 1
    assert lines["hopeless"].empty == 1
    assert summary("none", []).ndcg == 0


DOCUMENTS: dict[str, dict[str, Any]] = {
    "metiers/soudeuse": {"kind": "metier", "title": "Soudeuse, soudeur"},
    "formations/cap-soudage": {"kind": "formation", "title": "CAP Soudage", "points": [{"lat": 49.9, "lon": 2.3}]},
    "secteurs/energies": {"kind": "secteur", "title": "Énergies"},
    "etablissements/0801": {
        "kind": "etablissement", "title": "Lycée Proche", "keywords": ["CAP Soudage"],
        "points": [{"lat": 49.9, "lon": 2.3}],
    },
    "etablissements/0591": {
        "kind": "etablissement", "title": "Lycée Loin", "keywords": ["CAP Soudage"],
        "points": [{"lat": 50.6, "lon": 3.0}],
    },
    "agenda/jpo": {"kind": "evenement", "title": "JPO", "types": ["jpo"], "keywords": ["Soudeuse, soudeur"]},
}  # fmt: skip


@pytest.fixture
def judge() -> Judge:
    titles = {path: {source["title"]} for path, source in DOCUMENTS.items()}
    contents = Contents(dict(DOCUMENTS), titles, {"80021": (49.9, 2.3)})
    return Judge({"soudeuse": Job("soudeuse", "energies", ("cap-soudage",))}, {"fr": contents})


def test_a_job_stands_for_all_that_names_it(judge: Judge) -> None:
    assert judge.grades("=soudeuse", judge.contents["fr"]) == {
        "metiers/soudeuse": 3, "formations/cap-soudage": 2, "secteurs/energies": 1, "etablissements/0801": 1,
        "etablissements/0591": 1, "agenda/jpo": 1,
    }  # fmt: skip


def test_at_a_place_what_is_there_counts_more(judge: Judge) -> None:
    grades = judge.grades("=soudeuse@80021", judge.contents["fr"])
    assert grades["formations/cap-soudage"] == 3
    assert grades["etablissements/0801"] == 2
    assert "etablissements/0591" not in grades


def test_a_training_stands_for_its_jobs(judge: Judge) -> None:
    grades = judge.grades("+cap-soudage", judge.contents["fr"])
    assert (grades["formations/cap-soudage"], grades["metiers/soudeuse"]) == (3, 2)


def test_patterns_and_the_best_grade(judge: Judge) -> None:
    contents = judge.contents["fr"]
    assert judge.grades("1 agenda[type=jpo]; 3 agenda/jpo", contents) == {"agenda/jpo": 3}
    assert judge.grades("2 etablissements[near=80021]", contents) == {"etablissements/0801": 2}
    assert judge.grades("-", contents) == {}


def test_an_address_that_leads_nowhere_is_an_error(judge: Judge) -> None:
    with pytest.raises(JudgementError, match="aucun contenu"):
        judge.grades("3 metiers/nulle-part", judge.contents["fr"])


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/fr/metiers/infirmiere/", "metiers/infirmiere"),
        ("/fr/glossaire/#bts", "glossaire/bts"),
        ("/en/rev3/", "rev3"),
    ],
)
def test_paths_are_the_same_in_all_languages(url: str, path: str) -> None:
    assert path_of(url) == path
