"""The same code on the real files, where they are: their figures are those of docs/imports.md."""

import os
from pathlib import Path

import pytest
from django.core.management import call_command

from imports.enums import Statut
from imports.models import ImportRun
from imports.reference import import_all
from imports.source import sources
from referentiels.models import AppellationRome, FormationOnisep, MetierOnisep, Rome
from territoires.models import Commune, Etablissement

FOLDER = Path(os.environ.get("REFERENCE_DATA") or "/nonexistent")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not FOLDER.is_dir(),
        reason="REFERENCE_DATA ne nomme pas le dossier des données de référence complètes",
    ),
]

# source: rows read, records known afterwards, lines set aside
EXPECTED = {
    "departements": (5, 5, 0),
    "communes": (11_542, 3_817, 19),
    "etablissements": (2_278, 1_146, 0),
    "rome": (35_798, 34_214, 0),
    "onisep-metiers": (2_417, 1_867, 236),
    "onisep-formations": (13_152, 13_691, 5),
}


def figures(run: ImportRun) -> tuple[int, int, int]:
    return run.lues, run.creees + run.modifiees + run.inchangees, run.ecartees


def test_every_source_applies_then_writes_nothing(capsys):
    first = {source.name: run for source, run in import_all(FOLDER) if run is not None}
    assert {name: figures(run) for name, run in first.items()} == EXPECTED
    assert {run.statut for run in first.values()} == {Statut.APPLIQUE}

    for source in sources().values():
        paths = [FOLDER / name for name in source.default_files]
        if len(paths) == 1:
            call_command("import_reference", source.name, str(paths[0]))
    again = ImportRun.objects.filter(pk__gt=max(run.pk for run in first.values()))
    assert again.count() == 4
    assert {(run.creees, run.modifiees, run.retirees) for run in again} == {(0, 0, 0)}
    assert all(run is None for _source, run in import_all(FOLDER))

    facts_are_true()


def facts_are_true() -> None:
    soudeur = Rome.objects.get(code="H2913")
    assert (soudeur.libelle, soudeur.riasec_majeur) == ("Soudeur / Soudeuse", "R")
    assert Rome.objects.filter(transition_num=None).count() == 222
    assert Rome.objects.filter(parent=None).count() == 532
    principale = AppellationRome.objects.get(rome="A1101", principale=True)
    assert (principale.libelle_feminin, principale.libelle_masculin) == (
        "Conductrice d'engins agricoles",
        "Conducteur d'engins agricoles",
    )
    lille = Commune.objects.select_related("bassin").get(code="59350")
    assert (lille.nom, str(lille.bassin), "59800" in lille.codes_postaux) == ("Lille", "Lille", True)
    assert not Commune.objects.filter(bassin=None).exists()
    assert not Etablissement.objects.filter(latitude=None).exists()
    assert Etablissement.objects.get(uai="0020014E").adresse == "23 boulevard Gambetta"
    assert MetierOnisep.objects.get(code="MET.69").romes.get().code == "L1503"
    assert FormationOnisep.objects.exclude(code_scolarite="").count() > 2_000
