"""Communes and their bassins d’emploi: La Poste and Insee, the lexicon of France Travail, or our own small CSV."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from imports.csv_files import CsvFormat
from imports.records import Record
from imports.source import UNSET, Part, Reference, Row, Source, Table, Unset
from territoires.models import Bassin, Commune, Departement
from territoires.places import bassin_name, commune_name, curly

INSEE = re.compile(r"(\d{2}|2[AB])\d{3}")
POSTAL = re.compile(r"\d{5}")
BASSIN = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class BassinRow(Row):
    code: str
    nom: str
    slug: str
    departement_id: str


@dataclass(frozen=True, slots=True)
class CommuneRow(Row):
    code: str
    nom: str | Unset = UNSET
    slug: str | Unset = UNSET
    codes_postaux: list[str] | Unset = UNSET
    departement_id: str | Unset = UNSET
    bassin_id: str | Unset = UNSET
    latitude: float | Unset | None = UNSET
    longitude: float | Unset | None = UNSET
    population: int | Unset | None = UNSET
    population_annee: int | Unset | None = UNSET


def parse_ours(record: Record) -> Iterator[Row]:
    """Our extract: everything of a commune on one line."""
    code = record.code("code", INSEE, "59350")
    nom = curly(record.text("nom", required=True))
    bassin = record.code("bassin", BASSIN, "3216", required=False)
    yield CommuneRow(
        code=code,
        nom=nom,
        slug=slugify(_plain(nom)),
        codes_postaux=record.codes("codes_postaux", POSTAL, "59000"),
        departement_id=code[:2],
        bassin_id=bassin or UNSET,
        latitude=record.bounded("latitude", 41, 52),
        longitude=record.bounded("longitude", -6, 10),
        population=record.integer("population"),
        population_annee=record.integer("population_annee"),
    )


def parse_bassin(record: Record) -> Iterator[Row]:
    nom = record.text("nom", required=True)
    yield BassinRow(
        code=record.code("code", BASSIN, "3216"),
        nom=nom,
        slug=slugify(_plain(nom)),
        departement_id=record.text("departement", required=True),
    )


def parse_insee(record: Record) -> Iterator[Row]:
    """The official name, with its accents."""
    code = record.code("CODGEO", INSEE, "59350")
    nom = curly(record.text("LIBGEO", required=True))
    yield CommuneRow(code=code, nom=nom, slug=slugify(_plain(nom)), departement_id=code[:2])


def parse_la_poste(record: Record) -> Iterator[Row]:
    """Postal codes and centre; the name is in capitals and serves only when no other file gives it."""
    code = record.code("Code_commune_INSEE", INSEE, "59350")
    nom = curly(commune_name(record.text("Nom_commune", required=True)))
    postal = record.code("Code_postal", POSTAL, "59000")
    yield CommuneRow(
        code=code,
        nom=nom,
        slug=slugify(_plain(nom)),
        codes_postaux=[postal],
        departement_id=code[:2],
        latitude=record.bounded("latitude", 41, 52),
        longitude=record.bounded("longitude", -6, 10),
    )


def parse_lexique(record: Record) -> Iterator[Row]:
    """The bassin of a commune; the bassin itself stands on the line of each of its communes."""
    code = record.code("CODE_COMMUNE_INSEE", INSEE, "59350")
    bassin = record.code("BE19", BASSIN, "3216")
    departement = record.text("DEP", required=True)
    nom = bassin_name(bassin, record.text("NOMBE19", required=True))
    if code and departement and not code.startswith(departement):
        record.refuse("DEP", _gettext("La commune %(code)s n’est pas dans ce département.") % {"code": code})
    yield CommuneRow(code=code, bassin_id=bassin)
    yield BassinRow(code=bassin, nom=nom, slug=slugify(_plain(nom)), departement_id=departement)


def _plain(name: str) -> str:
    """Letters that Django's `slugify` would drop, and elisions that it would glue."""
    return name.replace("œ", "oe").replace("Œ", "Oe").replace("’", "-").replace("'", "-")


COMMUNES_SOURCE = Source(
    name="communes",
    rank=20,
    label=_("Communes : nom, codes postaux, position, bassin d’emploi"),
    producteur="La Poste, Insee, France Travail",
    licence="Licence Ouverte 2.0 selon les producteurs ; à confirmer, les dépôts d’origine ne la répètent pas",
    default_files=("geo/derived",),
    parts=(
        Part(
            "liste des communes",
            (r"communes_\d+\.csv|communes\.csv",),
            CsvFormat(
                (
                    "code",
                    "nom",
                    "codes_postaux",
                    "bassin",
                    "latitude",
                    "longitude",
                    "population",
                    "population_annee",
                )
            ),
            parse_ours,
            main=True,
            group="liste",
            headers={"departement_id": "code", "bassin_id": "bassin"},
        ),
        Part(
            "liste des bassins",
            (r"bassins\.csv",),
            CsvFormat(("code", "nom", "departement")),
            parse_bassin,
            headers={"departement_id": "departement"},
        ),
        Part(
            "noms officiels (zones d’emploi)",
            (r"ze2020_composition_communale.*\.csv",),
            CsvFormat(("CODGEO", "LIBGEO")),
            parse_insee,
            headers={"code": "CODGEO", "nom": "LIBGEO", "departement_id": "CODGEO"},
        ),
        Part(
            "codes postaux (La Poste)",
            (r"laposte_hexasmal.*\.csv",),
            CsvFormat(("Code_commune_INSEE", "Nom_commune", "Code_postal", "latitude", "longitude")),
            parse_la_poste,
            main=True,
            group="liste",
            headers={"code": "Code_commune_INSEE", "departement_id": "Code_commune_INSEE"},
            weak=frozenset({"nom", "slug"}),
            repeats=(CommuneRow,),
        ),
        Part(
            "bassins d’emploi (France Travail)",
            (r"bassins_emploi_france_travail.*\.csv",),
            CsvFormat(("CODE_COMMUNE_INSEE", "DEP", "BE19", "NOMBE19")),
            parse_lexique,
            headers={"code": "CODE_COMMUNE_INSEE", "bassin_id": "BE19", "departement_id": "DEP"},
            repeats=(BassinRow,),
        ),
    ),
    tables=(
        Table(
            "bassins",
            Bassin,
            BassinRow,
            ("code",),
            _("bassins d’emploi"),
            references=(Reference("departement_id", Departement, _("département")),),
        ),
        Table(
            "communes",
            Commune,
            CommuneRow,
            ("code",),
            _("communes"),
            required=("nom", "departement_id"),
            references=(
                Reference("departement_id", Departement, _("département")),
                Reference("bassin_id", Bassin, _("bassin d’emploi")),
            ),
            gathers="codes_postaux",
        ),
    ),
)
