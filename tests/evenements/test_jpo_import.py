"""Open days from ONISEP's file: read without guessing, waiting for a school, undone as any import."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from common.roles import Role
from evenements.importers.jpo_onisep import JPO_SOURCE, read, school_year
from evenements.models import EnsEtablissement, Evenement, Proposition
from evenements.propositions.enums import EtatProposition, Origine
from evenements.propositions.publishing import accept, designate
from imports.enums import Statut
from imports.pipeline import Options, run_import
from imports.records import Record
from imports.undo import undo_run
from tests.backoffice.conftest import make_user
from tests.home.factories import tree
from tests.territoires.factories import DepartementFactory, EtablissementFactory, ReferentFactory, abbeville

pytestmark = pytest.mark.django_db

FILE: dict[str, Any] = {
    "ENS.1": {"jpo": ["Le 5 avril 2025 de 9h00 à 12h00"]},
    "ENS.2": {"jpo": []},
    "ENS.3": {"jpo": ["Date(s) indicative(s) des Journées portes ouvertes précédentes : le 23/03/2024"]},
    "ENS.4": {
        "jpo": ["Le 28 mars 2025 de 17h30 à 19h30", "Le 29 mars 2025 de 9h00 à 12h00 (sur rendez-vous)"]
    },
    "ENS.5": {"jpo": ["Du 21 mars 2025 à 17h00 au 22 mars 2025 à 13h00"]},
    "ENS.6": {"jpo": ["Le 1 avril 2025"]},
    "ENS.7": {"jpo": ["le 8 mars 2025 de 9h à 16h"]},
    "ENS.8": {"jpo": ["Le 15 mars 2025 de 8h00 à 17h00 de 8h à 12h et de 13h à 17h"]},
}


@pytest.fixture(autouse=True)
def _that_winter(db: None) -> Any:
    with time_machine.travel("2025-01-15 09:00+01:00", tick=True):
        yield


@pytest.fixture
def load(tmp_path: Path) -> Any:
    def of(data: Any, **options: Any) -> Any:
        path = tmp_path / "jpo_onisep_2025.json"
        path.write_text(
            data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), encoding="utf-8"
        )
        return run_import(JPO_SOURCE, path, Options(**options))

    return of


def row(ens: str) -> Proposition:
    return Proposition.objects.get(ens=ens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 5 avril 2025 de 9h00 à 12h00", ("2025-04-05", "09:00", "12:00", "", "")),
        ("le 22 février 2025 de 8h30 à 11h", ("2025-02-22", "08:30", "11:00", "", "")),
        ("Le 1er avril 2025", ("2025-04-01", "", "", "", "")),
        ("Le 26 avril 2025 (le matin)", ("2025-04-26", "", "", "le matin", "")),
        (
            "Du 21 mars 2025 à 17h00 au 22 mars 2025 à 13h00 (vendredi et samedi)",
            ("2025-03-21", "17:00", "13:00", "vendredi et samedi", "2025-03-22"),
        ),
        ("Du 7 mars 2025 au 8 mars 2025", ("2025-03-07", "", "", "", "2025-03-08")),
    ],
)
def test_sentences_of_a_known_shape(text: str, expected: tuple[str, ...]) -> None:
    record = Record(1, {})
    found = read(text, record)
    assert found is not None
    assert (found.jour, found.debut, found.fin, found.precision, found.jour_fin) == expected
    assert not record.faults


@pytest.mark.parametrize(
    "text",
    [
        "le 21 février, de 8h à 15h",  # which year?
        "Le 31 février 2025 de 9h00 à 12h00",
        "Le 5 avril 2025 de 25h00 à 26h00",
        "Le 5 avril 2025 de 12h00 à 9h00",
        "Du 22 mars 2025 au 21 mars 2025",
        "En mars, nous consulter",
        "Le 5 april 2025",
        "🎓" * 200,
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    record = Record(7, {}, "jpo.json")
    assert read(text, record) is None
    assert [(fault.line, fault.column, fault.file) for fault in record.faults] == [(7, "jpo", "jpo.json")]


def test_the_school_year_changes_in_august() -> None:
    assert school_year(datetime.date(2025, 7, 31)) == 2024
    assert school_year(datetime.date(2025, 8, 1)) == 2025


def test_rows_wait_for_their_school(load: Any) -> None:
    run = load(FILE)
    assert (run.statut, run.creees, run.ecartees) == (Statut.APPLIQUE, 6, 0), run.message
    assert not Proposition.objects.filter(ens__in=["ENS.2", "ENS.3"]).exists(), "no date to come"
    one = row("ENS.4")
    assert (one.etat, one.origine, one.source) == (EtatProposition.A_DESIGNER, Origine.IMPORT, "jpo-onisep")
    assert (one.etablissement, one.departement) == (None, None)
    assert [(c.jour, c.debut) for c in one.creneaux] == [("2025-03-28", "17:30"), ("2025-03-29", "09:00")]
    assert one.texte_source.splitlines() == FILE["ENS.4"]["jpo"]
    assert row("ENS.8").creneaux[0].precision == "de 8h à 12h et de 13h à 17h"
    assert not Evenement.objects.exists()


def test_a_line_that_cannot_be_read_is_said_with_its_number(load: Any) -> None:
    run = load(FILE | {"ENS.9": {"jpo": ["Le 5 avril 2025", "le 21 février, de 8h à 15h"]}})
    assert (run.statut, run.ecartees) == (Statut.APPLIQUE, 1)
    assert [(fault["ligne"], fault["colonne"]) for fault in run.fautes] == [(9, "jpo")]
    assert "21 février" in run.fautes[0]["message"]
    assert not Proposition.objects.filter(ens="ENS.9").exists()


@pytest.mark.parametrize(
    "data", ["", "{", "[]", "{}", '{"lycees": []}', '{"ENS.1": {"jpo": "demain"}, "ENS.2": 3}']
)
def test_another_file_is_refused_whole(load: Any, data: str) -> None:
    run = load(data)
    assert run.statut == Statut.REFUSE
    assert run.message
    assert not Proposition.objects.exists()


def test_the_same_file_again_changes_nothing_and_a_dry_run_writes_nothing(load: Any) -> None:
    assert load(FILE, dry_run=True).creees == 6
    assert not Proposition.objects.exists()
    load(FILE)
    again = load(FILE)
    assert (again.creees, again.modifiees, again.inchangees) == (0, 0, 6)


def test_a_link_is_remembered_for_other_and_future_rows(load: Any) -> None:
    load(FILE)
    lycee, user = EtablissementFactory(nom="Lycée Pasteur"), make_user(Role.RESPONSABLE)
    assert designate(row("ENS.1"), lycee, user) == 1
    one = row("ENS.1")
    assert (one.etat, one.departement_id, one.titre) == (
        EtatProposition.A_RELIRE,
        "59",
        "Portes ouvertes, Lycée Pasteur",
    )
    assert EnsEtablissement.objects.get(ens="ENS.1").par == user
    load({**FILE, "ENS.1": {"jpo": ["Le 6 décembre 2025 de 9h00 à 12h00"]}})
    future = Proposition.objects.get(source_cle="jpo-onisep:ENS.1:2025")
    assert (future.etat, future.etablissement) == (EtatProposition.A_RELIRE, lycee)


def test_the_link_of_a_school_that_merged_leads_to_the_one_that_took_over(load: Any) -> None:
    old = EtablissementFactory(ouvert=False, remplace_par=EtablissementFactory(nom="Lycée Nouveau"))
    EnsEtablissement.objects.create(ens="ENS.1", etablissement=old)
    load(FILE)
    assert row("ENS.1").organisme == "Lycée Nouveau"


def test_outside_the_region_is_remembered_too(load: Any) -> None:
    load(FILE)
    designate(row("ENS.1"), None, make_user(Role.RESPONSABLE))
    assert row("ENS.1").etat == EtatProposition.HORS_REGION
    load({**FILE, "ENS.1": {"jpo": ["Le 6 décembre 2025 de 9h00 à 12h00"]}})
    assert set(Proposition.objects.filter(ens="ENS.1").values_list("etat", flat=True)) == {
        EtatProposition.HORS_REGION
    }
    assert not Proposition.objects.waiting().filter(ens="ENS.1").exists()


def test_hours_that_are_unknown_are_asked_before_publishing(load: Any) -> None:
    load(FILE)
    designate(row("ENS.6"), EtablissementFactory(), make_user(Role.RESPONSABLE))
    with pytest.raises(Exception, match="horaires"):
        accept(row("ENS.6"), make_user(Role.ADMINISTRATION))
    assert not Evenement.objects.exists()


def test_an_accepted_row_becomes_an_event_and_a_later_file_asks_again(load: Any) -> None:
    tree()
    load(FILE)
    lycee, user = EtablissementFactory(), make_user(Role.RESPONSABLE)
    designate(row("ENS.1"), lycee, user)
    accept(row("ENS.1"), user)
    evenement = Evenement.objects.get()
    assert (evenement.etablissement, evenement.live, evenement.type) == (lycee, True, "jpo")
    assert not Proposition.objects.waiting().filter(ens="ENS.1").exists()
    run = load({**FILE, "ENS.1": {"jpo": ["Le 12 avril 2025 de 9h00 à 12h00"]}})
    assert run.modifiees == 1
    assert Proposition.objects.waiting().filter(ens="ENS.1").exists(), "a person decides"
    assert evenement.sessions.get().debut.day == 5
    accept(row("ENS.1"), user)
    assert Evenement.objects.get().sessions.get().debut.day == 12


def test_undo_takes_back_what_nobody_touched(load: Any) -> None:
    tree()
    run = load(FILE)
    user = make_user(Role.RESPONSABLE)
    designate(row("ENS.1"), EtablissementFactory(), user)
    accept(row("ENS.1"), user)
    undone = undo_run(run)
    assert (undone.restored, undone.kept) == (5, 1)
    assert [one.ens for one in Proposition.objects.all()] == ["ENS.1"]
    assert Evenement.objects.get().live
    assert EnsEtablissement.objects.count() == 1, "what a person said stays"


def test_a_referent_designates_from_the_screen(load: Any) -> None:
    tree()
    load(FILE)
    here, elsewhere = EtablissementFactory(nom="Lycée Pasteur"), EtablissementFactory(commune=abbeville())
    client, user = Client(), make_user(Role.REFERENT)
    ReferentFactory(departement=DepartementFactory(), user=user)
    client.force_login(user)
    page = reverse("propositions:edit", args=(row("ENS.1").pk,))
    text = client.get(page).content.decode()
    assert "Établissement à désigner" in text
    assert "Le 5 avril 2025 de 9h00 à 12h00" in text
    assert "n’a cet UAI" in client.post(page, {"action": "designer", "uai": "0010001W"}).content.decode()
    assert row("ENS.1").etablissement is None
    assert client.post(page, {"action": "designer", "uai": here.uai})["Location"] == page
    assert row("ENS.1").etablissement == here
    other = reverse("propositions:edit", args=(row("ENS.4").pk,))
    assert client.post(other, {"action": "designer", "uai": elsewhere.uai})["Location"] == reverse(
        "propositions:index"
    ), "it went to the queue of the Somme"
    assert client.get(other).status_code == 302
    third = reverse("propositions:edit", args=(row("ENS.5").pk,))
    client.post(third, {"action": "hors_region"})
    assert row("ENS.5").etat == EtatProposition.HORS_REGION
