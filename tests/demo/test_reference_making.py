"""How the extracts are made: names, homonyms, and a drawing whose neighbours still touch."""

import csv
import json
from typing import Any

from demo.reference import make
from demo.reference.outline import outline


def square(code: str, west: float, wave: float) -> dict[str, Any]:
    """A square of one degree whose eastern or western side, at 3° east, waves a little."""
    side = [[3 + wave * (step % 2), 50 + step / 10] for step in range(11)]
    outer = [[west, 51], [west, 50]]
    ring = [*outer, *side] if west < 3 else [*side, [4, 51], [4, 50]]
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"properties": {"code": code, "nom": code}, "geometry": geometry}


def test_a_shared_border_is_drawn_once():
    drawing = outline({"features": [square("59", 2, 0.001), square("62", 4, 0.001)]})

    assert drawing["viewBox"].startswith("0 0 1000 ")
    assert drawing["centres"] == {"59": (50.5, 2.5005), "62": (50.5, 3.5)}
    # A wave of 70 metres disappears: four corners each.
    assert [path.count("l") for path in drawing["paths"].values()] == [3, 3]


def test_names_are_compared_without_accents_case_or_saint():
    assert make.key("Saint-Omer") == make.key("ST OMER") == "st omer"
    assert make.key("Lœuilly") == "loeuilly"


def test_homonyms_go_to_the_nearest_and_far_places_are_left(tmp_path):
    found = [
        {"code": "59001", "nom": "Beaufort"},
        {"code": "62001", "nom": "Beaufort"},
        {"code": "80001", "nom": "Ham"},
    ]
    centres = {"59001": (50.2, 4.0), "62001": (50.3, 2.6), "80001": (49.7, 3.0)}
    places = {
        "1": {"name": "Beaufort", "latitude": 50.21, "longitude": 4.01},
        "2": {"name": "Ham", "latitude": 48.0, "longitude": 3.0},
    }
    geonames = tmp_path / "cities500.json"
    common = {"countrycode": "FR", "admin1code": "32", "alternatenames": []}
    geonames.write_text(json.dumps({number: place | common for number, place in places.items()}))

    where = make.positions(found, geonames, centres)

    assert where == {"59001": (50.21, 4.01), "62001": (50.3, 2.6), "80001": (49.7, 3.0)}


def test_an_extract_is_the_source_with_fewer_rows_and_columns(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(make, "HERE", tmp_path)
    rows = [{"code_rome": "H2913", "riasec_majeur": "R", "inutile": "x"}]

    make._copy("referentiel_code_rome_riasec", rows, "inutile")

    path = tmp_path / "rome/unix_referentiel_code_rome_riasec_v460_extrait.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert list(csv.reader(lines)) == [["code_rome", "riasec_majeur"], ["H2913", "R"]]
    assert "1 lignes" in capsys.readouterr().out
