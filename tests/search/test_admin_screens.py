"""The screens of the analyst: who may, what they show, what they cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.roles import Role
from common.search_documents import document_key
from search.journal.models import QuestionDay, QuestionFollow, SearchDay, SearchedQuestion
from search.journal.views import harmless, monday, week_code
from search.models import IndexedDocument
from search.tuning import editing
from search.tuning.contents import PinContent, SynonymContent
from search.tuning.models import TuningChange, TuningRule
from tests.backoffice.conftest import make_user
from tests.permissions.conftest import is_refused
from tests.search.factories import Tree, departement

READ = [
    ("tableau", ()),
    ("csv", ("frequentes",)),
    ("regles", ("synonyme",)),
    ("regles", ("epingle",)),
    ("regles", ("question",)),
    ("regles", ("poids",)),
    ("ajouter", ("synonyme",)),
    ("ajouter", ("epingle",)),
    ("ajouter", ("question",)),
    ("ajouter", ("poids",)),
    ("historique", ()),
    ("index", ()),
    ("retour", ()),
]
GROUP = SynonymContent(("prof", "enseignant"))


def url(name: str, *args: Any) -> str:
    return reverse(f"recherche:{name}", args=args)


@pytest.fixture
def analyst(db: None, client: Client) -> Client:
    client.user = make_user(Role.ANALYSTE)  # type: ignore[attr-defined]
    client.force_login(client.user)  # type: ignore[attr-defined]
    return client


@pytest.fixture(autouse=True)
def _engine_nowhere(request: pytest.FixtureRequest, settings: Any) -> None:
    """Screens must stand without Elasticsearch; tests that want it ask for it."""
    if "indexed" not in request.fixturenames:
        settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"


# Who may


@pytest.mark.parametrize("role", list(Role))
def test_only_the_analyst_and_the_administration_enter(db: None, client: Client, role: Role) -> None:
    client.force_login(make_user(role))
    allowed = role in {Role.ANALYSTE, Role.ADMINISTRATION}
    wrong = [(name, args) for name, args in READ if is_refused(client.get(url(name, *args))) == allowed]
    assert wrong == []


def test_nobody_unknown_enters(db: None, client: Client) -> None:
    assert all(is_refused(client.get(url(name, *args))) for name, args in READ)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ANALYSTE, Role.ADMINISTRATION}])
def test_nothing_is_changed_by_another_role(db: None, client: Client, role: Role) -> None:
    rule = editing.save(GROUP, "fr", None)
    change = TuningChange.objects.get()
    client.force_login(make_user(role))

    for address in (
        url("regle", "synonyme", rule.pk),
        url("ajouter", "synonyme"),
        url("annuler", change.pk),
        url("reconstruire"),
        url("retour"),
    ):
        assert is_refused(client.post(address, {"supprimer": "1"})), address
    assert TuningRule.objects.filter(pk=rule.pk).exists()


@pytest.mark.parametrize(("role", "shown"), [(Role.ANALYSTE, True), (Role.REDACTION, False)])
def test_the_menu_is_for_who_may(db: None, client: Client, role: Role, shown: bool) -> None:
    client.force_login(make_user(role))

    assert ("/admin/recherche/" in client.get("/admin/").content.decode()) == shown


def test_get_changes_nothing(analyst: Client) -> None:
    change = TuningChange.objects.create(rule=1, kind="synonyme", language="fr", label="x")
    assert analyst.get(url("reconstruire")).status_code == 405
    assert analyst.get(url("annuler", change.pk)).status_code == 405


@pytest.mark.parametrize("name", ["regles", "ajouter"])
def test_an_unknown_kind_is_not_found(analyst: Client, name: str) -> None:
    assert analyst.get(url(name, "autre")).status_code == 404


# Rules


def synonym_form(**more: str) -> dict[str, str]:
    return {
        "language": "fr",
        "sense": "groupe",
        "words": "prof\nenseignant\n",
        "means": "",
        "questions": "",
    } | more


def test_a_rule_is_created_changed_and_removed(analyst: Client) -> None:
    assert analyst.post(url("ajouter", "synonyme"), synonym_form()).status_code == 302
    rule = TuningRule.objects.get()
    assert (rule.content, rule.updated_by) == ({"words": ["prof", "enseignant"], "means": []}, analyst.user)  # type: ignore[attr-defined]
    assert (
        "« prof », « enseignant » disent la même chose"
        in analyst.get(url("regles", "synonyme")).content.decode()
    )

    analyst.post(
        url("regle", "synonyme", rule.pk),
        synonym_form(words="prof", sense="sens", means="enseignant", version="1"),
    )
    rule.refresh_from_db()
    assert rule.content == {"words": ["prof"], "means": ["enseignant"]}

    analyst.post(url("regle", "synonyme", rule.pk), {"supprimer": "1"})
    assert not TuningRule.objects.exists()
    assert TuningChange.objects.count() == 3


def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(analyst: Client) -> None:
    response = analyst.post(url("ajouter", "synonyme"), synonym_form(words="prof\nProfs"))

    assert response.status_code == 200
    page = response.content.decode()
    assert "sont le même mot pour la recherche" in page
    assert "prof\nProfs" in page
    assert not TuningRule.objects.exists()


def test_one_way_needs_its_other_side(analyst: Client) -> None:
    response = analyst.post(url("ajouter", "synonyme"), synonym_form(words="prof", sense="sens"))

    assert response.context["form"].errors["means"]


def test_somebody_elses_change_is_not_overwritten(analyst: Client) -> None:
    rule = editing.save(GROUP, "fr", None)
    editing.save(SynonymContent(("prof", "instituteur")), "fr", None, rule=rule)

    response = analyst.post(url("regle", "synonyme", rule.pk), synonym_form(version="1"))

    assert "par une autre personne" in response.content.decode()
    rule.refresh_from_db()
    assert rule.content["words"] == ["prof", "instituteur"]


def test_a_form_is_filled_from_a_failing_search(analyst: Client) -> None:
    page = analyst.get(url("ajouter", "synonyme"), {"words": "youtubeur", "sense": "sens", "langue": "en"})

    form = page.context["form"]
    assert (form["words"].value(), form["sense"].value(), form["language"].value()) == (
        "youtubeur",
        "sens",
        "en",
    )


def test_history_shows_who_did_what_and_undoes_it(analyst: Client) -> None:
    editing.save(GROUP, "fr", analyst.user)  # type: ignore[attr-defined]
    change = TuningChange.objects.get()
    assert "Annuler ce changement" in analyst.get(url("historique")).content.decode()

    analyst.post(url("annuler", change.pk))

    assert not TuningRule.objects.exists()
    page = analyst.get(url("historique")).content.decode()
    assert "annule le changement du" in page
    assert page.count("Annuler ce changement") == 1


@pytest.mark.parametrize("value", ["x", "9" * 30, "-1", "²"])
def test_history_stands_any_number(analyst: Client, value: str) -> None:
    assert analyst.get(url("historique"), {"regle": value, "p": value}).status_code == 200


def test_lists_search_and_cost_the_same_with_more_rules(
    analyst: Client, django_assert_max_num_queries: Any
) -> None:
    def add(first: int, last: int) -> None:
        for number in range(first, last):
            IndexedDocument.objects.create(
                key=f"a:{number}",
                language="fr",
                version=1,
                languages=["fr"],
                gone=bool(number % 2),
                source={},
            )
            editing.save(PinContent(f"foire {number}", exact=True, keys=(f"a:{number}",)), "fr", None)

    add(0, 4)
    analyst.get(url("regles", "epingle"))
    with django_assert_max_num_queries(40) as few:
        analyst.get(url("regles", "epingle"))
    add(4, 8)
    with django_assert_max_num_queries(40) as many:
        page = analyst.get(url("regles", "epingle"))
    # A lost content is named: one query for each of these rare lines.
    assert len(many.captured_queries) <= len(few.captured_queries) + 2
    assert page.content.decode().count("n’est plus publié") == 4
    found = analyst.get(url("regles", "epingle"), {"q": "foire 3"})
    assert len(found.context["rules"]) == 1


@pytest.mark.integration
def test_a_preview_compares_without_saving(analyst: Client, site: Tree, indexed: Callable[[], None]) -> None:
    site.metier("Soudeuse, soudeur", accroche="Elle assemble le métal.")
    site.metier("Boulangère, boulanger", accroche="Elle fait le pain.")
    indexed()
    form = synonym_form(words="ferblantard", sense="sens", means="soudeur", apercu="1")

    page = analyst.post(url("ajouter", "synonyme"), form | {"questions": "ferblantard\nboulanger"})

    first, second = page.context["comparisons"]
    assert [line.title for line in first.before if line.title == "Soudeuse, soudeur"] == []
    assert (first.after[0].title, first.after[0].change) == ("Soudeuse, soudeur", "nouveau")
    assert second.same
    assert "Rien ne change pour cette recherche" in page.content.decode()
    assert not TuningRule.objects.exists()


@pytest.mark.integration
def test_a_preview_of_a_pin_marks_what_moves(
    analyst: Client, site: Tree, indexed: Callable[[], None]
) -> None:
    site.metier("Boulangère, boulanger")
    site.formation("CAP Boulanger")
    last = site.metier("Pâtissière, pâtissier", accroche="Aussi un peu boulanger.")
    indexed()
    document = IndexedDocument.objects.get(key=document_key(last), language="fr")
    form = {"language": "fr", "words": "boulanger", "exact": "1", "content_1": document.pk, "apercu": "1"}

    page = analyst.post(url("ajouter", "epingle"), form)

    (one,) = page.context["comparisons"]
    assert one.after[0].title == last.title
    assert one.after[0].change in {"monte", "nouveau"}
    assert "descend" in {line.change for line in one.after}


def test_a_preview_stands_without_the_engine(analyst: Client) -> None:
    page = analyst.post(url("ajouter", "synonyme"), synonym_form(apercu="1"))

    assert page.status_code == 200
    assert "moteur de secours" in page.content.decode()


def test_the_chooser_offers_what_is_public(analyst: Client) -> None:
    for key, gone, label in (("a:1", False, "foire aux metiers"), ("a:2", True, "foire aux vins")):
        source = {"card": {"title": label.title()}, "kind": "page"}
        IndexedDocument.objects.create(
            key=key, language="fr", version=1, gone=gone, label=label, source=source
        )

    page = analyst.get("/admin/choisir-contenu/results/", {"q": "foire"}).content.decode()

    assert "Foire Aux Metiers" in page
    assert "Foire Aux Vins" not in page


# The board

TODAY = timezone.localdate()


def counted(text: str, searches: int, **more: Any) -> SearchedQuestion:
    language = more.pop("language", "fr")
    day = more.pop("day", TODAY)
    place = more.pop("departement", "")
    question = SearchedQuestion.objects.create(
        language=language,
        digest=f"{SearchedQuestion.objects.count():064d}",
        text=text,
        last_hour=timezone.now(),
        hours=5,
    )
    QuestionDay.objects.create(day=day, question=question, departement=place, searches=searches, **more)
    total, _new = SearchDay.objects.get_or_create(day=day, language=language, departement=place)
    total.searches += searches
    total.empty += more.get("empty", 0)
    total.clicks += more.get("clicks", 0)
    total.save()
    return question


def test_an_empty_board_says_what_to_do(analyst: Client) -> None:
    page = analyst.get(url("tableau")).content.decode()

    assert "Aucune recherche comptée" in page
    assert "n’a pas encore été lu" in page


def test_the_board_lists_what_is_asked_missed_and_left(analyst: Client) -> None:
    departement()
    prof = counted("prof", 30, clicks=20)
    counted("youtubeur", 8, empty=8)
    counted("boulanger", 9, clicks=1, departement="59")
    counted("", 4, empty=2)
    QuestionFollow.objects.create(day=TODAY, question=prof, then=counted("enseignant", 6, clicks=6), count=5)
    QuestionFollow.objects.create(day=TODAY, question=prof, filter="secteur", count=3)

    page = analyst.get(url("tableau"))

    lists = {one["name"]: [row["text"] for row in one["rows"]] for one in page.context["lists"]}
    assert lists == {
        "frequentes": ["prof", "boulanger", "youtubeur", "enseignant"],
        "sans-reponse": ["youtubeur"],
        "peu-de-clics": ["boulanger"],
        "reformulees": ["prof"],
        "affinees": ["prof"],
    }
    html = page.content.decode()
    assert "1 autre question, posée 4 fois" in html
    assert (
        "/admin/recherche/reglages/synonyme/ajouter/?langue=fr&amp;questions=youtubeur&amp;words=youtubeur"
        in html
    )
    assert html.count('<svg class="po-colonnes"') == 2
    assert [bar.label for bar in page.context["departements"]] == ["sans lieu", "Nord"]


def test_the_board_narrows_by_week_language_and_place(analyst: Client) -> None:
    departement()
    last_week = monday(TODAY) - timedelta(days=3)
    counted("prof", 3)
    counted("nurse", 4, language="en")
    counted("boulanger", 5, departement="59")
    counted("foire", 6, day=last_week)

    def shown(**asked: str) -> dict[str, int]:
        page = analyst.get(url("tableau"), asked)
        rows = page.context["lists"][0]["rows"]
        assert page.context["totals"].now.searches == sum(int(row["cells"][1]) for row in rows)
        return {row["text"]: int(row["cells"][1]) for row in rows}

    assert shown() == {"prof": 3, "nurse": 4, "boulanger": 5}
    assert shown(langue="en") == {"nurse": 4}
    assert shown(dep="59") == {"boulanger": 5}
    assert shown(semaine=week_code(last_week)) == {"foire": 6}
    assert shown(sur="4") == {"prof": 3, "nurse": 4, "boulanger": 5, "foire": 6}
    assert shown(langue="xx", dep="99", semaine="2026-W99", sur="7") == shown()


def test_the_board_costs_the_same_with_more_questions(
    analyst: Client, django_assert_max_num_queries: Any
) -> None:
    counted("prof", 3)
    analyst.get(url("tableau"))
    with django_assert_max_num_queries(30) as few:
        analyst.get(url("tableau"))
    for number in range(40):
        counted(f"mot {number}", 9, empty=number % 9)
    with django_assert_max_num_queries(30) as many:
        analyst.get(url("tableau"))

    assert len(many.captured_queries) == len(few.captured_queries)


@pytest.mark.parametrize("name", ["frequentes", "sans-reponse", "peu-de-clics", "reformulees", "affinees"])
def test_each_list_is_a_file_for_a_spreadsheet(analyst: Client, name: str) -> None:
    counted("=cmd|calc", 9, empty=3)

    response = analyst.get(url("csv", name), {"sur": "4"})

    text = response.content.decode("utf-8")
    assert text.startswith("﻿Recherche;Langue;")
    assert response.headers["Content-Disposition"].startswith(f'attachment; filename="recherches-{name}-')
    if name == "frequentes":
        assert "'=cmd|calc;fr;9;3;" in text


def test_the_numbers_of_the_charts_are_a_file_too(analyst: Client) -> None:
    counted("prof", 3, departement="59")

    text = analyst.get(url("csv", "totaux")).content.decode()

    assert f"{TODAY};fr;59;3;0;0;0;0;0" in text


@pytest.mark.parametrize(("role", "shown"), [(Role.ANALYSTE, True), (Role.REDACTION, False)])
def test_what_was_missed_is_on_the_first_page(db: None, client: Client, role: Role, shown: bool) -> None:
    client.force_login(make_user(role))
    assert "Cherché, pas trouvé" not in client.get("/admin/").content.decode()
    counted("youtubeur", 8, empty=8)

    page = client.get("/admin/").content.decode()

    assert ("Cherché, pas trouvé" in page) == shown
    assert ("questions=youtubeur" in page) == shown


def test_an_unknown_list_is_not_found(analyst: Client) -> None:
    assert analyst.get("/admin/recherche/tableau/tout.csv").status_code == 404


@pytest.mark.parametrize(
    ("cell", "safe"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-1", "'-1"), ("prof", "prof"), ("", "")]
)
def test_cells_are_no_formulas(cell: str, safe: str) -> None:
    assert harmless(cell) == safe
