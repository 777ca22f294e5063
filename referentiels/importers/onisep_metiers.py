"""Métiers of ONISEP (Idéo) and their ROME codes: the list (XML or CSV), and the sheets for both forms of the title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from imports.csv_files import CsvFormat
from imports.json_files import JsonFormat
from imports.records import Record
from imports.source import UNSET, Part, Reference, Row, Source, Table, Unset
from imports.xml_files import XmlFormat
from referentiels.importers.rome import ROME
from referentiels.models import MetierOnisep, MetierOnisepRome, Rome
from referentiels.titles import both_forms

MET = re.compile(r"MET\.\d+")
LINK = "https://www.onisep.fr/http/redirection/{kind}/slug/{code}"
DOMAIN_SEPARATOR = re.compile(r"\s*\|\s*")


@dataclass(frozen=True, slots=True)
class MetierRow(Row):
    code: str
    libelle: str | Unset = UNSET
    libelle_feminin: str | Unset = UNSET
    libelle_masculin: str | Unset = UNSET
    url: str | Unset = UNSET
    domaines: list[str] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class MetierRomeRow(Row):
    metier_id: str
    rome_id: str


def code_of_link(record: Record, column: str, pattern: re.Pattern[str], example: str) -> str:
    """The identifier at the end of a link of onisep.fr."""
    link = record.text(column, required=True)
    code = link.rpartition("/")[2]
    if link and not pattern.fullmatch(code):
        record.refuse(
            column,
            _gettext("Le lien ne finit pas par un code ONISEP, par exemple %(example)s.")
            % {"example": example},
        )
    return code


def domains(record: Record, column: str) -> list[str]:
    """« domaine/sous-domaine| domaine/sous-domaine », in the order of the source."""
    return [part for part in DOMAIN_SEPARATOR.split(record.text(column)) if part]


def _parse(record: Record, names: dict[str, str]) -> Iterator[Row]:
    code = code_of_link(record, names["lien"], MET, "MET.123")
    libelle = record.text(names["libelle"], required=True)
    feminin, masculin = both_forms(libelle)
    yield MetierRow(
        code=code,
        libelle=libelle,
        libelle_feminin=feminin or UNSET,
        libelle_masculin=masculin or UNSET,
        url=LINK.format(kind="metier", code=code),
        domaines=domains(record, names["domaine"]),
    )
    for rome in record.codes(names["rome"], ROME, "D1502"):
        yield MetierRomeRow(metier_id=code, rome_id=rome)


RECENT = {
    "libelle": "libelle_metier",
    "lien": "lien_site_onisepfr",
    "rome": "code_rome",
    "domaine": "domainesous-domaine",
}
OLD = {
    "libelle": "libellé métier",
    "lien": "lien site onisep.fr",
    "rome": "code ROME",
    "domaine": "domaine/sous-domaine",
}


def parse_recent(record: Record) -> Iterator[Row]:
    return _parse(record, RECENT)


def parse_old(record: Record) -> Iterator[Row]:
    return _parse(record, OLD)


def parse_sheet(record: Record) -> Iterator[Row]:
    yield MetierRow(
        code=record.code("identifiant", MET, "MET.123"),
        libelle_feminin=record.text("libelle_feminin") or UNSET,
        libelle_masculin=record.text("libelle_masculin") or UNSET,
    )


def _list_part(name: str, patterns: tuple[str, ...], form: Any, parse: Any, names: dict[str, str]) -> Part:
    return Part(
        name,
        patterns,
        form,
        parse,
        main=True,
        group="liste",
        headers={"code": names["lien"], "metier_id": names["lien"], "rome_id": names["rome"]},
        # One line per publication that presents the métier.
        repeats=(MetierRow, MetierRomeRow),
    )


ONISEP_METIERS_SOURCE = Source(
    name="onisep-metiers",
    rank=50,
    label=_("Métiers de l’ONISEP et leurs codes ROME"),
    producteur="ONISEP (Idéo)",
    licence="ODbL 1.0 en général pour l’ONISEP ; à confirmer, le dépôt d’origine ne la dit pas",
    default_files=(
        "onisep/ideo-metiers_onisep_2026.xml",
        "onisep/Onisep_Ideo_Fiches_metiers_25062024.xml.zip",
    ),
    parts=(
        Part(
            "fiches des métiers (XML)",
            (r"Onisep_Ideo_Fiches_metiers_\d+\.xml",),
            XmlFormat("metiers", "metier"),
            parse_sheet,
            headers={"code": "identifiant"},
        ),
        _list_part(
            "liste des métiers (XML)",
            (r"ideo-metiers_onisep.*\.xml",),
            XmlFormat("root", "item"),
            parse_recent,
            RECENT,
        ),
        _list_part(
            "liste des métiers (CSV récent)",
            (r"ideo-metiers_onisep_\d{4}\.csv",),
            CsvFormat(tuple(RECENT.values())),
            parse_recent,
            RECENT,
        ),
        _list_part(
            "liste des métiers (JSON)",
            (r"ideo-metiers_.*\.json",),
            JsonFormat((), tuple(RECENT.values())),
            parse_recent,
            RECENT,
        ),
        _list_part(
            "liste des métiers (CSV ancien)",
            (r"ideo-metiers_onisep\.csv",),
            CsvFormat(tuple(OLD.values())),
            parse_old,
            OLD,
        ),
    ),
    tables=(
        Table(
            "metiers",
            MetierOnisep,
            MetierRow,
            ("code",),
            _("métiers ONISEP"),
            required=("libelle", "url"),
        ),
        Table(
            "metiers_romes",
            MetierOnisepRome,
            MetierRomeRow,
            ("metier_id", "rome_id"),
            _("codes ROME des métiers"),
            references=(
                Reference("metier_id", MetierOnisep, _("métier")),
                Reference("rome_id", Rome, _("code ROME")),
            ),
            owner="metier_id",
        ),
    ),
)
