"""The extracts of demo/reference: sourced, loadable, and left alone once a full file came."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from demo.reference.loading import HERE, LABEL, load
from imports.enums import Statut
from imports.models import ImportRun
from referentiels.models import Rome
from territoires.models import Bassin, Commune, Departement, Etablissement, Referent

DATA = sorted(path for path in HERE.rglob("*") if path.suffix in {".csv", ".json"})


def test_each_extract_names_producer_year_and_licence():
    known = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))

    assert set(known) == {path.relative_to(HERE).as_posix() for path in DATA}
    assert all(
        entry[field].strip()
        for entry in known.values()
        for field in ("producteur", "millesime", "licence", "contenu")
    )
    assert sum(path.stat().st_size for path in DATA) < 500_000


def test_the_outline_has_the_five_departements_and_is_light():
    drawing: dict[str, Any] = json.loads(Path(HERE / "contours.json").read_text(encoding="utf-8"))

    assert set(drawing["paths"]) == {"02", "59", "60", "62", "80"}
    assert len(json.dumps(drawing["paths"])) < 4_000


@pytest.mark.django_db
def test_a_fresh_clone_has_places_schools_and_codes():
    runs = load()

    assert {run.source for run in runs} == {"departements", "communes", "etablissements", "rome"}
    assert {(run.statut, run.ecartees, run.fichier) for run in runs} == {(Statut.APPLIQUE, 0, LABEL)}
    assert (Departement.objects.count(), Bassin.objects.count()) == (5, 28)
    assert Commune.objects.filter(population__gte=500).count() > 1_577
    assert not Commune.objects.filter(latitude=None).exists()
    assert not Commune.objects.filter(bassin=None).exists()
    assert Etablissement.objects.count() == 466
    assert Rome.objects.count() >= 532
    assert not Referent.objects.exists()
    assert load() == []


@pytest.mark.django_db
def test_a_source_filled_by_a_full_file_is_left_alone():
    ImportRun.objects.create(source="rome", fichier="rome.zip", statut=Statut.APPLIQUE)

    assert "rome" not in {run.source for run in load()}
    assert not Rome.objects.exists()
