"""The loader on the seeded site: nothing twice, nothing of a person's lost, faults with their line."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from ambassadeurs.models import AmbassadeurPage
from chiffres.enums import Diffusion
from chiffres.models import Chiffre
from demo.loader import run
from demo.loader.errors import FauteError
from demo.loader.state import first_day
from evenements.enums import Etat, Mode, TypeEvenement
from evenements.models import Evenement
from formations.models import Offre
from home.models import PageLibre
from metiers.models import MetierPage

pytestmark = [pytest.mark.seeded, pytest.mark.django_db]
TODAY = date(2026, 11, 24)
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    return shutil.copytree(run.CONTENT, tmp_path / "content")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_run_writes_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        bilan, day = run.load()
    assert (bilan.written, bilan.edited, day) == (0, [], TODAY)
    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []


def test_today_moves_the_dates_and_nothing_else() -> None:
    event = Evenement.objects.get(slug="jpo-lycee-branly-amiens", locale__language_code="fr")
    before = event.sessions.get()
    bilan, _day = run.load(today=date(2026, 12, 1))
    after = event.sessions.get()
    assert (after.debut - before.debut).days == 7
    assert after.pk == before.pk
    assert 0 < bilan.written < 60
    assert first_day() == date(2026, 12, 1)


def test_what_a_person_edited_is_left_alone_and_said(content: Path) -> None:
    page = MetierPage.objects.get(slug="soudeuse", locale__language_code="fr")
    page.accroche = "Une phrase de la rédaction."
    page.save_revision().publish()
    replace(content / "metiers/soudeuse.fr.md", "Tu fais fondre le métal", "Tu chauffes le métal")
    bilan, _day = run.load(content)
    page.refresh_from_db()
    assert page.accroche == "Une phrase de la rédaction."
    assert any(name.startswith("metiers/soudeuse.fr.md") for name in bilan.edited)
    assert any(name.startswith("metiers/soudeuse.en.md") for name in bilan.edited)


def test_a_changed_file_makes_a_revision(content: Path) -> None:
    page = MetierPage.objects.get(slug="infirmiere", locale__language_code="fr")
    replace(content / "metiers/infirmiere.fr.md", "Tu soignes, tu rassures", "Tu écoutes, tu rassures")
    bilan, _day = run.load(content)
    revisions = page.revisions.count()
    page.refresh_from_db()
    assert bilan.written == 2  # and its translation
    assert page.accroche.startswith("Tu écoutes")
    assert revisions == 2


def test_a_page_deleted_by_a_person_stays_deleted() -> None:
    MetierPage.objects.get(slug="boulangere", locale__language_code="fr").delete()
    run.load()
    assert not MetierPage.objects.filter(slug="boulangere", locale__language_code="fr").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "message"),
    [
        ("metiers/soudeuse.fr.md", "romes: [H2913]", "romes: [Z9999]", 12, "ROME"),
        ("metiers/soudeuse.fr.md", "rythme: Journée", "rytme: Journée", 9, "« rytme » inconnu"),
        ("metiers/soudeuse.fr.md", "degre: support", "degre: tres", 14, "rev3"),
        ("metiers/soudeuse.fr.md", "- 9 h : Tu règles", "- Tu règles", 33, "- 7 h 30"),
        ("evenements/jpo-lycee-branly-amiens.fr.md", "0801327H", "0801327A", 5, "UAI"),
        ("pages/parents.fr.md", "(/referents/)", "(/nulle-part/)", 14, "aucune page"),
        ("metiers/soudeuse.en.md", "- heat, noise and fumes\n", "", 40, "à traduire"),
        ("offres/cap-macon.csv", ";14;2022;", ";quatorze;2022;", 2, "nombre"),
    ],
)
def test_a_fault_is_said_with_file_and_line(
    content: Path, file: str, old: str, new: str, line: int, message: str
) -> None:
    replace(content / file, old, new)
    with pytest.raises(FauteError) as caught:
        run.load(content)
    fault = caught.value.fautes[0]
    assert fault.fichier == file
    assert message in fault.message
    assert abs(fault.ligne - line) <= 12


def test_each_state_is_there() -> None:
    states = {
        "brouillon": MetierPage.objects.get(slug="apicultrice"),
        "relecture": MetierPage.objects.get(slug="brasseuse"),
        "programme": PageLibre.objects.get(slug="lettre-de-rentree"),
        "expire": AmbassadeurPage.objects.get(slug="awa"),
    }
    assert {name: page.live for name, page in states.items()} == dict.fromkeys(states, False)
    assert states["relecture"].workflow_in_progress
    assert states["programme"].scheduled_revision is not None
    assert states["expire"].expired


def test_each_kind_of_event_and_figure_is_there() -> None:
    events = Evenement.objects.filter(live=True, locale__language_code="fr")
    assert {event.type for event in events} == set(TypeEvenement.values)
    assert {event.etat for event in events} == set(Etat.values)
    assert {event.mode for event in events} == set(Mode.values)
    assert any(event.sessions.count() > 1 for event in events)
    assert any(event.appels.exists() for event in events)
    assert {figure.diffusion for figure in Chiffre.objects.all()} == set(Diffusion.values)
    assert Offre.objects.filter(live=True, capacite__isnull=True).exists()
    assert Offre.objects.filter(live=True, sessions__isnull=False).exists()


def test_translations_are_those_of_the_editor() -> None:
    page = MetierPage.objects.get(slug="soudeuse", locale__language_code="en")
    assert (page.title, page.live, page.alias_of_id) == ("Welder", True, None)
    assert Page.objects.filter(locale__language_code="en", live=True).count() > 30
    translated = MetierPage.objects.filter(locale__language_code="en").values_list("slug", flat=True)
    files = {path.name.removesuffix(".en.md") for path in (run.CONTENT / "metiers").glob("*.en.md")}
    assert set(translated) == files
