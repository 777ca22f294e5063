"""The same questions to both stores: who answers, in what order, with which counts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from ambassadeurs.models import AmbassadeurPage
from evenements.enums import TypeEvenement
from metiers.enums import NiveauEntree, Voie
from search import elastic, fallback
from search.forms import SearchForm
from search.grammar import Filters
from search.periods import periods
from search.results import Answer
from tests.search import factories as make
from tests.search.factories import FUTURE, Tree

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

Ask = Callable[..., Answer]


@pytest.fixture(params=[elastic.search, fallback.search], ids=["elasticsearch", "postgresql"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """A question, written as the address writes it, put to one of the stores."""

    def put(query: str, language: str = "fr") -> Answer:
        form = SearchForm(QueryDict(query), path="/fr/recherche/")
        assert form.refused == []
        answer: Answer = request.param(form.values, language, datetime.now(UTC))
        return answer

    return put


@pytest.fixture
def content(site: Tree, indexed: Callable[[], None]) -> Tree:
    """Jobs, trainings, people and dates in two sectors and two places."""
    sante, batiment = make.secteur("sante", "Santé et soin"), make.secteur("batiment", "Bâtiment")
    somme = make.departement("80", "Somme")
    amiens = make.commune("80021", "Amiens", (49.8942, 2.2957), departement=somme)
    lille = make.commune()
    lycee = make.etablissement("0590117S", "Lycée Gambetta", commune=lille)
    cfa = make.etablissement("0801302Y", "CFA de la Somme", commune=amiens)
    soins = make.rome("J1506", ("Infirmière libérale", "Infirmier libéral"))
    site.metier(
        "Infirmière, infirmier", secteurs=[sante], romes=[soins], niveau_entree=NiveauEntree.BAC_3,
        accroche="Elle soigne et rassure.",
    )  # fmt: skip
    site.metier("Aide-soignante, aide-soignant", secteurs=[sante], niveau_entree=NiveauEntree.CAP)
    site.metier("Maçonne, maçon", secteurs=[batiment], niveau_entree=NiveauEntree.CAP)
    boulanger = site.formation("CAP Boulanger", sigle="CAP BOUL", niveau=3)
    site.formation("BTS Management commercial opérationnel", sigle="BTS MCO", niveau=5)
    make.offre(boulanger, lycee, voie=Voie.SCOLAIRE)
    make.offre(boulanger, cfa, voie=Voie.APPRENTISSAGE)
    site.ambassadeur("Inès, 24 ans", fonction="infirmière aux urgences")
    site.evenement(
        "Portes ouvertes du lycée Gambetta", etablissement=lycee, commune=lille, departement=lille.departement
    )
    site.evenement(
        "Forum des métiers", FUTURE + timedelta(days=30), type=TypeEvenement.FORUM, commune=amiens, departement=somme,
        lieu="Mégacité",
    )  # fmt: skip
    indexed()
    return site


def titles(answer: Answer) -> list[str]:
    return [result.title for result in answer.results]


FIRST = [
    ("infirmier", "Infirmière, infirmier"),
    ("INFIRMIERE", "Infirmière, infirmier"),
    ("infirmière libérale", "Infirmière, infirmier"),
    ("bts mco", "BTS Management commercial opérationnel"),
    ("macon", "Maçonne, maçon"),
    ("aide soignant", "Aide-soignante, aide-soignant"),
    ("boulangère", "CAP Boulanger"),
    ("lycée gambetta", "Lycée Gambetta"),
    ("elecricien infirmiere", "Infirmière, infirmier"),
]


def test_the_right_content_comes_first(content: Tree, ask: Ask) -> None:
    for q, first in FIRST:
        assert titles(ask(f"q={q}"))[0] == first, q


@pytest.mark.parametrize("q", ["infirmeire", "boulamger", "maconerie infirmeire"])
def test_a_typo_still_answers(content: Tree, ask: Ask, q: str) -> None:
    answer = ask(f"q={q}")
    assert answer.total > 0
    assert answer.approximate


def test_a_title_beats_a_mention(content: Tree, ask: Ask) -> None:
    found = titles(ask("q=infirmière"))
    assert found.index("Infirmière, infirmier") < found.index("Inès, 24 ans")


def test_counts_stay_right_when_several_choices_are_ticked(content: Tree, ask: Ask) -> None:
    answer = ask("sorte=metier&secteur=sante")
    assert titles(answer) == ["Aide-soignante, aide-soignant", "Infirmière, infirmier"]
    assert answer.counts["secteur"] == {"sante": 2, "batiment": 1}
    assert answer.counts["niveau"] == {"3": 1, "6": 1}
    assert answer.counts["sorte"]["metier"] == 2
    both = ask("sorte=metier&secteur=sante&secteur=batiment&niveau=3")
    assert both.total == 2
    assert both.counts["secteur"] == {"sante": 1, "batiment": 1}
    assert both.counts["niveau"] == {"3": 2, "6": 1}


NARROWED: list[tuple[str, set[str]]] = [
    ("sorte=formation&dep=80", {"CAP Boulanger"}),
    ("sorte=formation&voie=apprentissage", {"CAP Boulanger"}),
    ("sorte=evenement&type=forum", {"Forum des métiers"}),
    ("sorte=etablissement&commune=80021", {"CFA de la Somme"}),
    ("sorte=etablissement&commune=80021&rayon=100", {"CFA de la Somme", "Lycée Gambetta"}),
    ("uai=0590117S", {"Lycée Gambetta", "CAP Boulanger", "Portes ouvertes du lycée Gambetta"}),
    ("du=2030-03-15", {"Forum des métiers"}),
    ("au=2030-03-14", {"Portes ouvertes du lycée Gambetta"}),
    ("du=2030-03-14&au=2030-03-14", {"Portes ouvertes du lycée Gambetta"}),
    ("q=boulanger&dep=59", {"CAP Boulanger", "Lycée Gambetta"}),
    ("sorte=secteur", set()),
]


def test_filters(content: Tree, ask: Ask) -> None:
    for query, expected in NARROWED:
        answer = ask(query)
        assert set(titles(answer)) == expected, query
        assert answer.total == len(expected), query


def test_orders(content: Tree, ask: Ask) -> None:
    assert titles(ask("sorte=evenement&tri=date")) == [
        "Portes ouvertes du lycée Gambetta",
        "Forum des métiers",
    ]
    near = ask("sorte=evenement&commune=80021&rayon=100&tri=distance")
    assert titles(near)[0] == "Forum des métiers"
    assert near.results[0].distance == pytest.approx(0, abs=0.1)
    coming = ask("sorte=evenement").results[0]
    assert coming.starts == FUTURE
    assert coming.ends == FUTURE + timedelta(hours=4)


def test_pages_show_each_result_once(content: Tree, ask: Ask) -> None:
    seen: list[str] = []
    total = ask("").total
    for page in range(1, 6):
        seen += [result.key for result in ask(f"n=3&page={page}").results]
    assert len(seen) == len(set(seen)) == min(total, 15)
    assert ask("n=3&page=90").results == ()


def test_what_ended_is_gone_even_if_no_job_ran(content: Tree, ask: Ask, indexed: Callable[[], None]) -> None:
    past = datetime.now(UTC) - timedelta(days=2)
    content.evenement("Salon d’hier", past)
    today = datetime.now(UTC).date()
    content.ambassadeur("Lise, 30 ans", consentement_jusqu_au=today)
    content.ambassadeur("Zoé, 20 ans", consentement_le=today + timedelta(days=3))
    indexed()
    assert "Salon d’hier" not in titles(ask("sorte=evenement&n=50"))
    shown = titles(ask("sorte=ambassadeur&n=50"))
    assert "Lise, 30 ans" in shown
    assert "Zoé, 20 ans" not in shown
    AmbassadeurPage.objects.filter(title="Lise, 30 ans").update(
        consentement_jusqu_au=today - timedelta(days=1)
    )
    indexed()
    assert "Lise, 30 ans" not in titles(ask("sorte=ambassadeur&n=50"))


def test_a_french_content_is_found_in_english_and_marked(
    content: Tree, ask: Ask, indexed: Callable[[], None]
) -> None:
    english = content.translated("en")
    french = content.metier("Soudeuse, soudeur")
    translated = french.copy_for_translation(english.locale)
    translated.title = "Welder"
    translated.save_revision().publish()
    indexed()
    found = ask("q=infirmière", "en").results[0]
    assert (found.title, found.language) == ("Infirmière, infirmier", "fr")
    assert titles(ask("q=welder", "en")) == ["Welder"]
    assert "Soudeuse, soudeur" not in titles(ask("q=soudeur", "en"))
    assert "Welder" not in titles(ask("q=welder"))


HOSTILE = [
    "' OR 1=1 --", "\\", '"', "a:b AND (c OR", "* ? ~ ^ /regex/ [a TO z]", "& | ! <-> ( )", "%", "_", "$$",
    "{{7*7}}", "the the the", "le la les", "?", "a", "日本語", "👩‍🚒", "-" * 200, "a " * 100,
]  # fmt: skip


def test_any_question_gets_an_answer(content: Tree, ask: Ask) -> None:
    data = QueryDict(mutable=True)
    for q in HOSTILE:
        data["q"] = q
        assert ask(data.urlencode()).total >= 0


def test_passages_and_titles_are_marked(content: Tree) -> None:
    answer = elastic.search(Filters(q="infirmiere"), "fr", datetime.now(UTC))
    assert ("Infirmière", True) in answer.results[0].marked_title


def test_periods_are_counted_whatever_days_are_chosen(
    content: Tree, ask: Ask, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An event with two openings counts in both months, and in none between them."""
    event = content.evenement("Salon du Nord", FUTURE, type=TypeEvenement.SALON)
    event.sessions.create(debut=FUTURE + timedelta(days=70), fin=FUTURE + timedelta(days=70, hours=2))
    event.save()
    indexed()
    monkeypatch.setattr("search.query.periods", lambda _now: periods(FUTURE - timedelta(days=20)))
    monkeypatch.setattr("search.fallback.periods", lambda _now: periods(FUTURE - timedelta(days=20)))
    free, chosen = ask("sorte=evenement"), ask("sorte=evenement&du=2030-03-01&au=2030-03-31")
    expected = {"2030-03": 2, "2030-04": 1, "2030-05": 1}
    for answer in (free, chosen):
        assert {key: number for key, number in answer.counts["quand"].items() if number} == expected
    assert chosen.total == 2
    assert "Salon du Nord" not in titles(ask("du=2030-04-01&au=2030-04-30"))


def test_an_unknown_word_is_corrected(content: Tree) -> None:
    assert elastic.spelling("infirmeire", "fr") in {"infirmiere", "infirmier"}
    assert elastic.spelling("infirmier", "fr") == ""
