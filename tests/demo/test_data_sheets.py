"""Each figure and each block that shows figures has its data sheet in `docs/donnees`; no database."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from demo.loader import run

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT / "docs/donnees"
HEADINGS = ("## But", "## Données", "## Règle", "## Limites")


@cache
def sheets() -> dict[str, tuple[dict[str, Any], str]]:
    """By file name: the front matter and the text."""
    found = {}
    for path in sorted(SHEETS.glob("*.md")):
        if path.name != "README.md":
            _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
            found[path.name] = (yaml.safe_load(front), text)
    return found


def covered() -> set[tuple[str, str]]:
    return {(entry["source"], entry["grain"]) for front, _ in sheets().values() for entry in front["montre"]}


def figures() -> list[dict[str, Any]]:
    return [document.meta for document in run.read(run.CONTENT).figures]


def offers() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in sorted((run.CONTENT / "offres").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file, delimiter=";")
    return rows


def without_sheet(figure: dict[str, Any]) -> bool:
    return (figure["source_titre"], figure["grain"]) not in covered()


def test_every_figure_has_its_sheet() -> None:
    assert figures()
    assert [figure["cle"] for figure in figures() if without_sheet(figure)] == []


def test_a_new_source_or_a_finer_grain_would_be_refused() -> None:
    assert without_sheet({"source_titre": "Une enquête", "grain": "metier_region"})
    assert without_sheet({"source_titre": "InserJeunes par formation", "grain": "etablissement"})


def test_every_source_of_places_is_in_its_sheet() -> None:
    known = tuple(name for front, _ in sheets().values() for name in front.get("places", ()))
    said = {row[field] for row in offers() for field in ("source", "capacite_source") if row.get(field)}
    assert said
    assert [source for source in sorted(said) if not source.startswith(known)] == []


def test_a_sheet_speaks_of_what_is_shown() -> None:
    shown = {(figure["source_titre"], figure["grain"]) for figure in figures()}
    assert sorted(covered() - shown) == []


@pytest.mark.parametrize("name", sheets())
def test_a_sheet_says_aim_data_rule_and_limits(name: str) -> None:
    front, text = sheets()[name]
    assert [heading for heading in HEADINGS if heading not in text] == []
    assert all(len(part.split("\n", 1)[1].split()) > 8 for part in text.split("\n## ")[1:]), "an empty part"
    assert front["blocs"]
    assert [bloc for bloc in front["blocs"] if not (ROOT / "templates/components" / bloc).is_dir()] == []


def test_every_block_that_shows_figures_has_a_sheet() -> None:
    named = {bloc for front, _ in sheets().values() for bloc in front["blocs"]}
    showing = {
        path.parent.name
        for path in (ROOT / "templates/components").rglob("*.html")
        if ".affichage" in (text := path.read_text(encoding="utf-8")) or "capacite" in text
    }
    assert {"chiffres", "salaires", "lieux"} <= showing
    assert sorted(showing - named) == []


def test_the_index_lists_every_sheet() -> None:
    index = (SHEETS / "README.md").read_text(encoding="utf-8")
    assert [name for name in sheets() if f"({name})" not in index] == []


@pytest.mark.parametrize(
    "field", ["annee", "population", "grain", "unite", "nature", "source_titre", "source_editeur"]
)
def test_every_figure_says_what_when_and_who(field: str) -> None:
    assert [figure["cle"] for figure in figures() if not figure.get(field)] == []


def test_a_figure_of_a_place_names_it() -> None:
    places = {"etablissement": "etablissement", "territoire": "departement"}
    assert [
        figure["cle"]
        for figure in figures()
        if figure["grain"] in places and not figure.get(places[figure["grain"]])
    ] == []


def test_the_public_page_names_every_producer() -> None:
    page = (run.CONTENT / "pages/sources.fr.md").read_text(encoding="utf-8")
    producers = {
        name
        for figure in figures()
        if figure["grain"] != "territoire"
        for name in figure["source_editeur"].split(" et ")
    }
    assert producers
    assert [producer for producer in sorted(producers) if producer not in page] == []
