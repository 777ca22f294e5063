"""The five départements: from the outlines of IGN Admin Express (GeoJSON), or from our own small CSV."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from imports.csv_files import CsvFormat
from imports.json_files import JsonFormat
from imports.records import Record
from imports.source import Part, Row, Source, Table
from territoires.models import Departement

CODE = re.compile(r"\d{2}|2[AB]")
# Grammar that no data file gives: « dans l’Oise », « de l’Oise ».
COMPLEMENTS = {
    "02": ("dans l’Aisne", "de l’Aisne"),
    "59": ("dans le Nord", "du Nord"),
    "60": ("dans l’Oise", "de l’Oise"),
    "62": ("dans le Pas-de-Calais", "du Pas-de-Calais"),
    "80": ("dans la Somme", "de la Somme"),
}


@dataclass(frozen=True, slots=True)
class DepartementRow(Row):
    code: str
    nom: str
    slug: str
    locatif: str
    complement: str
    latitude: float | None
    longitude: float | None


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for item in coordinates or ():
        yield from _points(item)


def feature_cells(feature: dict[str, Any]) -> Mapping[str, str]:
    """Code, name and the middle of the box around the outline, in degrees."""
    properties = feature.get("properties") or {}
    points = list(_points((feature.get("geometry") or {}).get("coordinates")))
    cells = {"code": str(properties.get("code") or ""), "nom": str(properties.get("nom") or "")}
    if points:
        longitudes, latitudes = zip(*points, strict=True)
        cells["latitude"] = f"{(min(latitudes) + max(latitudes)) / 2:.4f}"
        cells["longitude"] = f"{(min(longitudes) + max(longitudes)) / 2:.4f}"
    return cells


def parse_departement(record: Record) -> Iterator[Row]:
    code = record.code("code", CODE, "59")
    nom = record.text("nom", required=True)
    if code and code not in COMPLEMENTS:
        record.refuse(
            "code", _gettext("Le département %(code)s n’est pas en Hauts-de-France.") % {"code": code}
        )
    locatif, complement = COMPLEMENTS.get(code, ("", ""))
    yield DepartementRow(
        code=code,
        nom=nom,
        slug=slugify(nom),
        locatif=locatif,
        complement=complement,
        latitude=record.bounded("latitude", 41, 52),
        longitude=record.bounded("longitude", -6, 10),
    )


DEPARTEMENTS_SOURCE = Source(
    name="departements",
    rank=10,
    label=_("Départements : nom et centre"),
    producteur="IGN (Admin Express, contours simplifiés)",
    licence="Licence Ouverte",
    default_files=("geo/departements-hauts-de-france.geojson",),
    parts=(
        Part(
            "contours des départements",
            (r"departements.*\.geojson",),
            JsonFormat(("features",), ("properties", "geometry"), feature_cells),
            parse_departement,
            main=True,
            group="liste",
        ),
        Part(
            "liste des départements",
            (r"departements.*\.csv",),
            CsvFormat(("code", "nom", "latitude", "longitude")),
            parse_departement,
            main=True,
            group="liste",
        ),
    ),
    tables=(
        Table("departements", Departement, DepartementRow, ("code",), _("départements"), required=("nom",)),
    ),
)
