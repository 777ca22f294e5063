"""Formations of ONISEP (Idéo): the passage table of codes, the XML sheets, the older CSV; alone or together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from imports.csv_files import CsvFormat
from imports.records import Record
from imports.source import UNSET, Part, Reference, Row, Source, Table, Unset
from imports.xml_files import XmlFormat, child_texts
from referentiels.importers.onisep_metiers import LINK, MET, code_of_link, domains
from referentiels.models import DeboucheOnisep, FormationOnisep, MetierOnisep

FOR = re.compile(r"FOR\.\d+")
CFD = re.compile(r"[0-9A-Z]{8}")
RNCP_LINK = re.compile(r"francecompetences\.fr/recherche/rncp/(\d+)")
NOTHING = ("non renseigné", "non renseignée")

# The CSV numbers levels in a way of its own: 1 is level 7 (data manifest).
CSV_LEVELS = {"0": "", "1": "7", "2": "6", "3": "5", "4": "4", "5": "3", "8": "8", "": ""}
XML_LEVELS = {
    "niveau 3 (niveau CAP)": "3",
    "niveau 4 (bac ou équivalent)": "4",
    "niveau 5 (bac + 2)": "5",
    "niveau 6 (bac + 3)": "6",
    "niveau 7 (bac + 5)": "7",
    "niveau 8 (doctorat)": "8",
    "non inscrit au RNCP": "",
    "": "",
}
CEC_LEVELS = {level: level for level in ("3", "4", "5", "6", "7", "8", "")}


@dataclass(frozen=True, slots=True)
class FormationRow(Row):
    code: str
    libelle: str | Unset = UNSET
    sigle: str | Unset = UNSET
    type_sigle: str | Unset = UNSET
    type_libelle: str | Unset = UNSET
    niveau: str | Unset = UNSET
    duree: str | Unset = UNSET
    code_scolarite: str | Unset = UNSET
    rncp: int | Unset = UNSET
    tutelle: str | Unset = UNSET
    url: str | Unset = UNSET
    domaines: list[str] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class DeboucheRow(Row):
    formation_id: str
    metier_id: str


def parse_passage(record: Record) -> Iterator[Row]:
    """One certification of Certif Info; those without an ONISEP formation have nothing for us."""
    if not record.text("ideo_identifiant_formation"):
        return
    code = record.code("ideo_identifiant_formation", FOR, "FOR.1234")
    level = record.text("ci_niveau_europeen", empty=NOTHING)
    if level not in CEC_LEVELS:
        record.refuse("ci_niveau_europeen", _gettext("Le niveau européen va de 3 à 8."))
    yield FormationRow(
        code=code,
        libelle=record.text("ideo_libelle_complet_formation", required=True),
        type_libelle=record.text("ci_intitule_type_diplome"),
        niveau=level or UNSET,
        code_scolarite=record.code("ci_code_scolarite", CFD, "40025214", required=False) or UNSET,
        rncp=record.integer("ci_code_rncp") or UNSET,
        url=LINK.format(kind="formation", code=code),
    )


def sheet_cells(element: ET.Element) -> Mapping[str, str]:
    """Direct children, the type, and the identifiers of the métiers it leads to."""
    cells = child_texts(element)
    cells["type_sigle"] = element.findtext("type_Formation/type_formation_sigle") or ""
    cells["type_libelle"] = element.findtext("type_Formation/type_formation_libelle") or ""
    found = [item.text or "" for item in element.findall("metiers_formation/metier/id")]
    cells["metiers"] = " | ".join(dict.fromkeys(found))
    return cells


def parse_sheet(record: Record) -> Iterator[Row]:
    code = record.code("identifiant", FOR, "FOR.1234")
    rncp = RNCP_LINK.search(record.text("url"))
    yield FormationRow(
        code=code,
        libelle=record.text("libelle_complet", required=True),
        sigle=record.text("sigle"),
        type_sigle=record.text("type_sigle"),
        type_libelle=record.text("type_libelle"),
        niveau=record.choice("niveau_certification", XML_LEVELS, required=False) or "",
        duree=record.text("duree_formation"),
        code_scolarite=record.code("code_scolarite", CFD, "40025214", required=False) or UNSET,
        rncp=int(rncp[1]) if rncp else UNSET,
        url=LINK.format(kind="formation", code=code),
    )
    if record.text("metiers"):
        for metier in record.codes("metiers", MET, "MET.123"):
            yield DeboucheRow(formation_id=code, metier_id=metier)


def parse_csv(record: Record) -> Iterator[Row]:
    code = code_of_link(record, "lien site onisep.fr", FOR, "FOR.1234")
    yield FormationRow(
        code=code,
        libelle=record.text("libellé formation principal", required=True),
        sigle=record.text("sigle formation"),
        type_sigle=record.text("sigle type formation"),
        type_libelle=record.text("libellé type formation"),
        niveau=record.choice("niveau RNCP", CSV_LEVELS, required=False) or "",
        duree=record.text("durée"),
        rncp=record.integer("code RNCP") or UNSET,
        tutelle=record.text("tutelle", empty=NOTHING),
        url=LINK.format(kind="formation", code=code),
        domaines=domains(record, "domaine/sous-domaine"),
    )


ONISEP_FORMATIONS_SOURCE = Source(
    name="onisep-formations",
    rank=60,
    label=_("Formations de l’ONISEP, leurs codes et leurs débouchés"),
    producteur="ONISEP (Idéo), Carif-Oref (Certif Info)",
    licence="ODbL 1.0 en général pour l’ONISEP ; à confirmer, les dépôts d’origine ne la disent pas",
    default_files=(
        "onisep/derived/table_de_passage_codes_certifications_et_formations.csv",
        "onisep/Onisep_Ideo_Fiches_Formations_25062024.xml.zip",
        "onisep/ideo-formations_initiales_en_france.csv",
    ),
    parts=(
        Part(
            "table de passage des codes",
            (r"table_de_passage_codes.*\.csv",),
            CsvFormat(
                (
                    "ci_niveau_europeen",
                    "ci_intitule_type_diplome",
                    "ci_code_rncp",
                    "ci_code_scolarite",
                    "ideo_identifiant_formation",
                    "ideo_libelle_complet_formation",
                )
            ),
            parse_passage,
            main=True,
            headers={
                "code": "ideo_identifiant_formation",
                "libelle": "ideo_libelle_complet_formation",
                "rncp": "ci_code_rncp",
            },
            weak=frozenset({"type_libelle"}),
            first_wins=True,  # a few formations stand for two certifications
        ),
        Part(
            "fiches des formations (XML)",
            (r"Onisep_Ideo_Fiches_Formations_\d+\.xml",),
            XmlFormat("formations", "formation", sheet_cells),
            parse_sheet,
            main=True,
            headers={"code": "identifiant", "metier_id": "metiers_formation", "formation_id": "identifiant"},
        ),
        Part(
            "formations initiales (CSV)",
            (r"ideo-formations_initiales_en_france.*\.csv",),
            CsvFormat(
                (
                    "sigle type formation",
                    "libellé type formation",
                    "libellé formation principal",
                    "sigle formation",
                    "durée",
                    "code RNCP",
                    "niveau RNCP",
                    "tutelle",
                    "lien site onisep.fr",
                    "domaine/sous-domaine",
                )
            ),
            parse_csv,
            main=True,
            headers={"code": "lien site onisep.fr", "libelle": "libellé formation principal"},
        ),
    ),
    tables=(
        Table(
            "formations",
            FormationOnisep,
            FormationRow,
            ("code",),
            _("formations ONISEP"),
            required=("libelle", "url"),
        ),
        Table(
            "debouches",
            DeboucheOnisep,
            DeboucheRow,
            ("formation_id", "metier_id"),
            _("débouchés"),
            references=(
                Reference("formation_id", FormationOnisep, _("formation")),
                # A sheet stays useful when one of its métiers is unknown here.
                Reference("metier_id", MetierOnisep, _("métier"), soft=True),
            ),
            owner="formation_id",
        ),
    ),
)
