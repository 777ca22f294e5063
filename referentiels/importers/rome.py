"""ROME 4.0 of France Travail: the « unix » CSV files of its open data archive, as a folder or a ZIP."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from imports.csv_files import CsvFormat
from imports.inputs import Input
from imports.records import Record
from imports.source import UNSET, Part, Reference, Row, Source, Table, Unset
from referentiels.enums import Riasec, TransitionEco
from referentiels.models import (
    AppellationRome,
    CentreInteret,
    DomaineRome,
    GrandDomaineRome,
    InteretRome,
    MobiliteRome,
    Rome,
)
from referentiels.titles import both_forms

GRAND_DOMAINE = re.compile(r"[A-N]")
DOMAINE = re.compile(r"[A-N]\d{2}")
ROME = re.compile(r"[A-N]\d{4}")
VERSION = re.compile(r"_v(\d)(\d+)")

TRANSITION = {
    "Emploi Blanc": TransitionEco.BLANC.value,
    "Emploi stratégique pour la Transition écologique": TransitionEco.STRATEGIQUE.value,
    "Emploi Vert": TransitionEco.VERT.value,
    "Emploi Brun": TransitionEco.BRUN.value,
    "": "",
}
PROFILES = {value: value for value in ("", *Riasec.values)}
CLASSIFICATION = {"PRINCIPALE": True, "SYNONYME": False}
YES_NO = {"oui": True, "non": False}


@dataclass(frozen=True, slots=True)
class GrandDomaineRow(Row):
    code: str
    libelle: str


@dataclass(frozen=True, slots=True)
class DomaineRow(Row):
    code: str
    libelle: str
    grand_domaine_id: str


@dataclass(frozen=True, slots=True)
class RomeRow(Row):
    code: str
    libelle: str | Unset = UNSET
    domaine_id: str | Unset = UNSET
    parent_id: str | Unset | None = UNSET
    transition_eco: str | Unset = UNSET
    transition_num: bool | Unset | None = UNSET
    transition_demo: bool | Unset | None = UNSET
    reglemente: bool | Unset | None = UNSET
    cadre: bool | Unset | None = UNSET
    riasec_majeur: str | Unset = UNSET
    riasec_mineur: str | Unset = UNSET


@dataclass(frozen=True, slots=True)
class AppellationRow(Row):
    ogr: int
    libelle_long: str
    libelle_court: str
    libelle_feminin: str
    libelle_masculin: str
    rome_id: str
    principale: bool
    peu_usitee: bool


@dataclass(frozen=True, slots=True)
class CentreRow(Row):
    code: int
    libelle: str
    slug: str
    definition: str


@dataclass(frozen=True, slots=True)
class InteretRow(Row):
    centre_id: int
    rome_id: str
    principal: bool


@dataclass(frozen=True, slots=True)
class MobiliteRow(Row):
    rome_id: str
    cible_id: str
    ordre: int


def parse_grand_domaine(record: Record) -> Iterator[Row]:
    yield GrandDomaineRow(
        code=record.code("code_grand_domaine", GRAND_DOMAINE, "D"),
        libelle=record.text("libelle_grand_domaine", required=True),
    )


def parse_domaine(record: Record) -> Iterator[Row]:
    code = record.code("code_domaine_professionnel", DOMAINE, "D15")
    libelle = record.text("libelle_domaine_professionnel", required=True)
    yield DomaineRow(code=code, libelle=libelle, grand_domaine_id=code[:1])


def parse_rome(record: Record) -> Iterator[Row]:
    code = record.code("code_rome", ROME, "D1502")
    parent = record.code("code_rome_parent", ROME, "D1502", required=False)
    yield RomeRow(
        code=code,
        libelle=record.text("libelle_rome", required=True),
        domaine_id=code[:3],
        parent_id=parent if parent and parent != code else None,
        transition_eco=record.choice("transition_eco", TRANSITION, required=False) or "",
        transition_num=record.flag("transition_num"),
        transition_demo=record.flag("transition_demo"),
        reglemente=record.flag("emploi_reglemente"),
        cadre=record.flag("emploi_cadre"),
    )


def parse_riasec(record: Record) -> Iterator[Row]:
    yield RomeRow(
        code=record.code("code_rome", ROME, "D1502"),
        riasec_majeur=record.choice("riasec_majeur", PROFILES, required=False) or "",
        riasec_mineur=record.choice("riasec_mineur", PROFILES, required=False) or "",
    )


def parse_appellation(record: Record) -> Iterator[Row]:
    libelle = record.text("libelle_appellation_long", required=True)
    feminin, masculin = both_forms(libelle)
    yield AppellationRow(
        ogr=record.integer("code_ogr", required=True) or 0,
        libelle_long=libelle,
        libelle_court=record.text("libelle_appellation_court"),
        libelle_feminin=feminin,
        libelle_masculin=masculin,
        rome_id=record.code("code_rome", ROME, "D1502"),
        principale=bool(record.choice("classification", CLASSIFICATION)),
        peu_usitee=record.flag("peu_usite") is True,
    )


def parse_centre(record: Record) -> Iterator[Row]:
    libelle = record.text("libelle_centre_interet", required=True)
    yield CentreRow(
        code=record.integer("code_centre_interet", required=True) or 0,
        libelle=libelle,
        slug=slugify(libelle.replace("'", " ").replace("œ", "oe"))[:120],
        definition=record.paragraphs("definition_centre_interet"),
    )


def parse_interet(record: Record) -> Iterator[Row]:
    yield InteretRow(
        centre_id=record.integer("code_centre_interet", required=True) or 0,
        rome_id=record.code("code_rome", ROME, "D1502"),
        principal=bool(record.choice("principal", YES_NO)),
    )


def parse_mobilite(record: Record) -> Iterator[Row]:
    yield MobiliteRow(
        rome_id=record.code("code_rome", ROME, "D1502"),
        cible_id=record.code("code_rome_cible", ROME, "D1502"),
        ordre=record.integer("numero_ordre", required=True) or 0,
    )


def _names(stem: str) -> tuple[str, ...]:
    """The official name with its version, or our extract of it."""
    return (rf"unix_{stem}_v\d+(_utf8|_extrait)?\.csv",)


def _version(files: Iterable[Input]) -> str:
    for file in files:
        found = VERSION.search(file.name)
        if found:
            return f"ROME {found[1]}.{found[2]}"
    return ""


def _rome(column: str) -> Reference:
    return Reference(column, Rome, _("code ROME"))


ROME_SOURCE = Source(
    name="rome",
    rank=40,
    label=_("ROME : codes, appellations, profils, centres d’intérêt, mobilités"),
    producteur="France Travail",
    licence="Licence Ouverte 2.0 selon le producteur ; à confirmer, le dépôt d’origine ne la répète pas",
    millesime=_version,
    default_files=("rome",),
    parts=(
        Part(
            "codes ROME",
            _names("referentiel_code_rome"),
            CsvFormat(
                (
                    "code_rome",
                    "libelle_rome",
                    "transition_eco",
                    "transition_num",
                    "transition_demo",
                    "emploi_reglemente",
                    "emploi_cadre",
                    "code_rome_parent",
                )
            ),
            parse_rome,
            main=True,
            headers={
                "code": "code_rome",
                "domaine_id": "code_rome",
                "parent_id": "code_rome_parent",
                "libelle": "libelle_rome",
            },
        ),
        Part(
            "profils RIASEC",
            _names("referentiel_code_rome_riasec"),
            CsvFormat(("code_rome", "riasec_majeur", "riasec_mineur")),
            parse_riasec,
            headers={"code": "code_rome"},
        ),
        Part(
            "grands domaines",
            _names("grand_domaine"),
            CsvFormat(("code_grand_domaine", "libelle_grand_domaine")),
            parse_grand_domaine,
            headers={"code": "code_grand_domaine"},
        ),
        Part(
            "domaines professionnels",
            _names("domaine_professionnel"),
            CsvFormat(("code_domaine_professionnel", "libelle_domaine_professionnel")),
            parse_domaine,
            headers={"code": "code_domaine_professionnel", "grand_domaine_id": "code_domaine_professionnel"},
        ),
        Part(
            "appellations",
            _names("referentiel_appellation"),
            CsvFormat(
                (
                    "code_ogr",
                    "libelle_appellation_long",
                    "libelle_appellation_court",
                    "code_rome",
                    "classification",
                    "peu_usite",
                )
            ),
            parse_appellation,
            headers={"ogr": "code_ogr", "rome_id": "code_rome", "libelle_long": "libelle_appellation_long"},
        ),
        Part(
            "centres d’intérêt",
            _names("centre_interet"),
            CsvFormat(("code_centre_interet", "libelle_centre_interet", "definition_centre_interet")),
            parse_centre,
            headers={"code": "code_centre_interet"},
        ),
        Part(
            "métiers des centres d’intérêt",
            _names("arborescence_centre_interet"),
            CsvFormat(("code_centre_interet", "code_rome", "principal")),
            parse_interet,
            headers={"centre_id": "code_centre_interet", "rome_id": "code_rome"},
        ),
        Part(
            "mobilités",
            _names("rubrique_mobilite"),
            CsvFormat(("code_rome", "code_rome_cible", "numero_ordre")),
            parse_mobilite,
            headers={"rome_id": "code_rome", "cible_id": "code_rome_cible", "ordre": "numero_ordre"},
        ),
    ),
    tables=(
        Table(
            "grands_domaines",
            GrandDomaineRome,
            GrandDomaineRow,
            ("code",),
            _("grands domaines"),
        ),
        Table(
            "domaines",
            DomaineRome,
            DomaineRow,
            ("code",),
            _("domaines professionnels"),
            references=(Reference("grand_domaine_id", GrandDomaineRome, _("grand domaine")),),
        ),
        Table(
            "romes",
            Rome,
            RomeRow,
            ("code",),
            _("codes ROME"),
            required=("libelle", "domaine_id"),
            references=(
                Reference("domaine_id", DomaineRome, _("domaine")),
                _rome("parent_id"),
            ),
        ),
        Table(
            "appellations",
            AppellationRome,
            AppellationRow,
            ("ogr",),
            _("appellations"),
            references=(_rome("rome_id"),),
        ),
        Table(
            "centres",
            CentreInteret,
            CentreRow,
            ("code",),
            _("centres d’intérêt"),
        ),
        Table(
            "interets",
            InteretRome,
            InteretRow,
            ("centre_id", "rome_id"),
            _("métiers des centres d’intérêt"),
            references=(
                Reference("centre_id", CentreInteret, _("centre d’intérêt")),
                _rome("rome_id"),
            ),
            owner="centre_id",
        ),
        Table(
            "mobilites",
            MobiliteRome,
            MobiliteRow,
            ("rome_id", "cible_id"),
            _("métiers proches"),
            references=(_rome("rome_id"), _rome("cible_id")),
            owner="rome_id",
        ),
    ),
)
