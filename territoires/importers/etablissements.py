"""Collèges, lycées and CFA of the region, by UAI: the joined list, and the files that know their address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from imports.csv_files import CsvFormat
from imports.json_files import JsonFormat
from imports.records import Record
from imports.source import UNSET, Part, Reference, Row, Source, Table, Unset
from territoires.enums import Academie, Precision, Statut, TypeEtablissement
from territoires.models import Commune, Etablissement
from territoires.places import curly
from territoires.uai import uai_fault

INSEE = re.compile(r"(\d{2}|2[AB])\d{3}")
POSTAL = re.compile(r"\d{5}")

TYPES = {
    "collège": TypeEtablissement.COLLEGE.value,
    "lycée professionnel": TypeEtablissement.LYCEE_PRO.value,
    "lycée général et technologique": TypeEtablissement.LYCEE_GT.value,
    "lycée polyvalent": TypeEtablissement.LYCEE_POLYVALENT.value,
    "lycée agricole": TypeEtablissement.LYCEE_AGRICOLE.value,
    "CFA": TypeEtablissement.CFA.value,
    "école de la santé ou du social": TypeEtablissement.SANTE_SOCIAL.value,
    "université": TypeEtablissement.UNIVERSITE.value,
    "autre": TypeEtablissement.AUTRE.value,
}
STATUTS = {"public": Statut.PUBLIC.value, "privé": Statut.PRIVE.value, "": ""}
ACADEMIES = {"Lille": Academie.LILLE.value, "Amiens": Academie.AMIENS.value, "": ""}
PRECISIONS = {"adresse": Precision.ADRESSE.value, "centre commune": Precision.COMMUNE.value, "": ""}

# How the joined list names its own origins, and who publishes them, with the year.
SOURCES = {
    "colleges_geolocalisation": ("MEN-DEPP, adresse et géolocalisation des établissements", "2024"),
    "lycees_ival_ips_2025": ("MEN-DEPP, indicateurs de valeur ajoutée des lycées", "2025"),
    "ips_lycees_2022_2023": ("MEN-DEPP, indice de position sociale des lycées", "2022-2023"),
    "cfa_sous_convention_regionale_2021": ("MEN (Ramsese), CFA sous convention régionale", "2021"),
    "organismes_apprentissage": ("Référentiel UAI-SIRET de l’apprentissage", "2023-2024"),
}


@dataclass(frozen=True, slots=True)
class EtablissementRow(Row):
    uai: str
    nom: str | Unset = UNSET
    type: str | Unset = UNSET
    statut: str | Unset = UNSET
    academie: str | Unset = UNSET
    commune_id: str | Unset = UNSET
    adresse: str | Unset = UNSET
    code_postal: str | Unset = UNSET
    latitude: float | Unset | None = UNSET
    longitude: float | Unset | None = UNSET
    precision: str | Unset = UNSET
    source: str | Unset = UNSET
    source_date: str | Unset = UNSET


def _uai(record: Record, column: str) -> str:
    value = record.text(column, required=True).upper()
    fault = uai_fault(value) if value else ""
    if fault:
        record.refuse(column, fault)
    return value


def parse_list(record: Record) -> Iterator[Row]:
    origin, year = SOURCES.get(record.text("source"), (record.text("source"), ""))
    yield EtablissementRow(
        uai=_uai(record, "uai"),
        nom=curly(record.text("nom", required=True)),
        type=record.choice("type", TYPES) or "",
        statut=record.choice("secteur", STATUTS, required=False) or "",
        academie=record.choice("academie", ACADEMIES, required=False) or "",
        commune_id=record.code("code_insee", INSEE, "59350"),
        code_postal=record.code("code_postal", POSTAL, "59000", required=False),
        latitude=record.bounded("lat", 41, 52),
        longitude=record.bounded("lon", -6, 10),
        precision=record.choice("geo_precision", PRECISIONS, required=False) or "",
        source=origin,
        source_date=record.text("source_date") or year,
        adresse=record.text("adresse") or UNSET,
    )


def parse_college(record: Record) -> Iterator[Row]:
    """The full geolocation file of the ministry: only what the joined list lacks."""
    yield EtablissementRow(uai=_uai(record, "numero_uai"), adresse=record.text("adresse_uai"))


def parse_lycee(record: Record) -> Iterator[Row]:
    yield EtablissementRow(uai=_uai(record, "uai"), adresse=record.text("adresse"))


def parse_cfa(record: Record) -> Iterator[Row]:
    yield EtablissementRow(uai=_uai(record, "numero_uai"), adresse=record.text("adresse_uai"))


ETABLISSEMENTS_SOURCE = Source(
    name="etablissements",
    rank=30,
    label=_("Établissements : UAI, nom, type, adresse, position"),
    producteur="Ministère chargé de l’Éducation nationale (DEPP), Carif-Oref",
    licence="Licence Ouverte 2.0 en général pour ces producteurs ; à confirmer",
    default_files=("etablissements/derived",),
    parts=(
        Part(
            "liste des établissements",
            (r"etablissements-secondaires.*\.csv|etablissements\.csv",),
            CsvFormat(
                (
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
            ),
            parse_list,
            main=True,
            headers={"commune_id": "code_insee"},
        ),
        Part(
            "adresses des collèges",
            (r"colleges_geolocalisation.*\.csv",),
            CsvFormat(("numero_uai", "adresse_uai", "coordonnee_x")),
            parse_college,
            headers={"uai": "numero_uai", "adresse": "adresse_uai"},
        ),
        Part(
            "adresses des lycées",
            (r"lycees_ival_ips.*\.json",),
            JsonFormat(("lycees",), ("uai", "adresse")),
            parse_lycee,
            repeats=(EtablissementRow,),  # one object per voie
        ),
        Part(
            "adresses des CFA",
            (r"cfa_sous_convention_regionale.*\.csv",),
            CsvFormat(("numero_uai", "adresse_uai", "nature_uai")),
            parse_cfa,
            headers={"uai": "numero_uai", "adresse": "adresse_uai"},
        ),
    ),
    tables=(
        Table(
            "etablissements",
            Etablissement,
            EtablissementRow,
            ("uai",),
            _("établissements"),
            required=("nom", "type", "commune_id"),
            references=(Reference("commune_id", Commune, _("commune")),),
        ),
    ),
)
