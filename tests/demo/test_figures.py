"""The figures of `demo/content/chiffres`, computed again from their files (sheets in docs/donnees)."""

import csv
import os
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demo.loader import run

FOLDER = Path(os.environ.get("REFERENCE_DATA") or "/nonexistent")
BMO = "emploi/derived/bmo_2025-hauts-de-france.csv"
REGION = "inserjeunes/derived/ij_region_data-hauts-de-france.csv"
SCHOOLS = "inserjeunes/derived/depp-2022-etablissements-2022_2023-pro-hauts-de-france.csv"
CENTRES = "inserjeunes/derived/depp-2022-etablissements-2022_2023-apprentissage-hauts-de-france.csv"
UNEMPLOYMENT = "emploi/chomage_departemental_INSEE.csv"
CODES = Path(__file__).parent / "inserjeunes_codes.csv"
FAMILY = re.compile(r"Pour la famille « ?(?P<name>.+?) ?» \((?P<code>[A-Z]\d[A-Z]\d\d)")
MONTHS = {"six mois": 6, "un an": 12, "douze mois": 12, "dix-huit mois": 18, "deux ans": 24}
MISPELT = {"ouviers": "ouvriers"}

needs_data = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="REFERENCE_DATA ne nomme pas le dossier des données de référence complètes",
)
Row = dict[str, str]


@cache
def figures() -> tuple[dict[str, Any], ...]:
    return tuple(document.meta for document in run.read(run.CONTENT).figures)


def of_source(title: str) -> list[dict[str, Any]]:
    found = [figure for figure in figures() if figure["source_titre"] == title]
    assert found, title
    return found


@cache
def rows(name: str) -> tuple[Row, ...]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            {key.strip(): value for key, value in row.items()} for row in csv.DictReader(file, delimiter=";")
        )


@cache
def codes() -> dict[str, str]:
    """The MEF (school) or diploma (apprenticeship) of each figure by training, as the source calls it."""
    with CODES.open(encoding="utf-8", newline="") as file:
        return {row["cle"]: row["code"] for row in csv.DictReader(file, delimiter=";")}


def plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.replace("’", "'").casefold())
    words = "".join(char for char in bare if not unicodedata.combining(char)).split()
    return " ".join(MISPELT.get(word, word) for word in words)


def said(figure: dict[str, Any]) -> str:
    """The value as a file writes it; nothing when the source gives none."""
    value = figure.get("valeur")
    return "" if value is None else str(int(value))


def test_a_hiring_figure_says_for_which_family_and_that_it_is_a_minimum() -> None:
    survey = of_source("Enquête Besoins en main-d’œuvre 2025")
    assert [f["cle"] for f in survey if not FAMILY.match(f["population"])] == []
    assert [f["cle"] for f in survey if "au moins" not in f["libelle"]] == []
    assert [f["cle"] for f in survey if "at least" not in f.get("en", {}).get("libelle", "at least")] == []


def test_every_figure_by_training_has_its_code() -> None:
    assert {figure["cle"] for figure in of_source("InserJeunes par formation")} == set(codes())


@needs_data
def test_hiring_plans_are_the_sums_of_the_published_areas() -> None:
    wrong = []
    for figure in of_source("Enquête Besoins en main-d’œuvre 2025"):
        match = FAMILY.match(figure["population"])
        assert match
        seasonal = figure["cle"].endswith("-saison")
        column = "smet" if seasonal else "xmet" if figure["nature"] == "tension" else "met"
        family = [row for row in rows(BMO) if row["Code métier BMO"] == match["code"]]
        total = sum(int(row[column]) for row in family if row[column].isdigit())
        names = {plain(row["Nom métier BMO"]) for row in family}
        if total != figure["valeur"] or names != {plain(match["name"])}:
            wrong.append((figure["cle"], figure["valeur"], total, names))
    assert wrong == []


@needs_data
def test_rates_by_training_are_those_of_the_region() -> None:
    wrong = []
    by_code = {row["cfd"] or row["mefstat11"]: row for row in rows(REGION) if row["millesime"] == "2022_2023"}
    for figure in of_source("InserJeunes par formation"):
        row = by_code[codes()[figure["cle"]]]
        route = "apprentissage" if "apprenti" in figure["population"] else "scolaire"
        if figure["nature"] == "poursuite":
            column = "taux_poursuite_etudes"
        else:
            months = next(months for words, months in MONTHS.items() if words in figure["libelle"])
            column = f"taux_emploi_{months}_mois"
        counted = str(figure.get("effectif", row["nb_sortant"]))
        if (row[column], row["voie"]) != (said(figure), route) or counted not in {
            row["nb_sortant"],
            row["nb_annee_term"],
        }:
            wrong.append((figure["cle"], said(figure), row[column], row["voie"], counted))
    assert wrong == []


@needs_data
def test_rates_by_school_are_those_of_all_its_diplomas() -> None:
    wrong = []
    for figure in of_source("InserJeunes par établissement"):
        scope = "dont apprentis" if figure["cle"].endswith("-apprentis") else "ensemble"
        found = [
            row
            for name in (SCHOOLS, CENTRES)
            for row in rows(name)
            if row["n°UAI de l'établissement"] == figure["etablissement"]
            and row.get("Dont apprentis en EPLE", "ensemble") == scope
        ]
        column = "Taux de poursuite d'études" if figure["nature"] == "poursuite" else "Taux"
        values = {row[column].replace("nd", "") for row in found}
        if values != {said(figure)}:
            wrong.append((figure["cle"], said(figure), values))
    assert wrong == []


@needs_data
def test_unemployment_is_that_of_the_year() -> None:
    table = {
        (row["codeDepartement"][1:], row["rentreeScolaire"]): row["tauxChomage"] for row in rows(UNEMPLOYMENT)
    }
    assert [
        figure["cle"]
        for figure in of_source("Taux de chômage localisés")
        if table[figure["departement"], str(figure["annee"])].replace(",", ".") != str(figure["valeur"])
    ] == []
