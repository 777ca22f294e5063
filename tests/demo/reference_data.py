"""The folder of reference data (`REFERENCE_DATA`), read as the tests over `demo/` ask: codes that exist, offers.

Sources and columns: the manifest of the folder and the sheets of `docs/donnees`.
"""

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Row = dict[str, str]
FOLDER = Path(os.environ.get("REFERENCE_DATA") or "/nonexistent")
EQUIVALENCES = Path(__file__).parent / "equivalences.csv"
ABSENT = "REFERENCE_DATA ne nomme pas le dossier des données de référence complètes"
# 999: « as many as wanted », not a capacity.
NOT_A_CAPACITY = {"", "0", "999", "nd"}
WAYS = {"ST": "scolaire", "AP": "apprentissage", "Scolaire": "scolaire", "Apprentissage": "apprentissage"}
ONISEP = re.compile(r"FOR\.\d+")


@dataclass(frozen=True)
class Confirmation:
    """One line of a source that says: this diploma, here, by this way."""

    uai: str
    code: str  # MEF of a line of Affelnet or Parcoursup, label of the others
    way: str
    capacity: str  # empty when the source gives none
    year: str = ""


@dataclass(frozen=True)
class Data:
    folder: Path

    def rows(self, name: str, encoding: str = "utf-8-sig", delimiter: str = ";") -> Iterator[Row]:
        with (self.folder / name).open(encoding=encoding, newline="") as file:
            for row in csv.DictReader(file, delimiter=delimiter):
                yield {(key or "").strip(): (value or "").strip() for key, value in row.items() if key}

    def column(self, name: str, column: str, **options: str) -> set[str]:
        return {row[column] for row in self.rows(name, **options)} - {""}

    @cached_property
    def romes(self) -> set[str]:
        return self.column("rome/unix_referentiel_code_rome_v460_utf8.csv", "code_rome", delimiter=",")

    @cached_property
    def rncp_ends(self) -> dict[str, str]:
        """Last day of each record, as 2028-08-31."""
        column = "Date d'échéance de la fiche RNCP"
        return {
            row["FicheRNCP"]: "-".join(reversed(row[column].split("/")))
            for row in self.rows("rncp/derived/Kit_apprentissage_20250131.csv")
        }

    @cached_property
    def passages(self) -> list[Row]:
        return list(self.rows("onisep/derived/table_de_passage_codes_certifications_et_formations.csv"))

    @cached_property
    def rncp(self) -> set[str]:
        return set(self.rncp_ends) | {f"RNCP{row['ci_code_rncp']}" for row in self.passages}

    @cached_property
    def diplomas(self) -> dict[str, Row]:
        return {row["FORMATION_DIPLOME"]: row for row in self.rows("bcn/nFormationDiplome_.csv", "cp1252")}

    @cached_property
    def cfds(self) -> set[str]:
        """Those of the ministry of education and, in the kit, those of the others."""
        return set(self.diplomas) | {code for found in self.of_record.values() for code in found}

    @cached_property
    def mefs(self) -> dict[str, set[str]]:
        """Diplomas of each MEFSTAT11: a year of a training."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows("bcn/nMef.csv"):
            found[row["MEF_STAT_11"]].add(row["FORMATION_DIPLOME"])
        return found

    @cached_property
    def onisep(self) -> set[str]:
        whole = (self.folder / "onisep/ideo-formations_initiales_en_france.csv").read_text(
            encoding="utf-8-sig"
        )
        return set(ONISEP.findall(whole)) | {row["ideo_identifiant_formation"] for row in self.passages}

    @cached_property
    def communes(self) -> set[str]:
        return self.column("geo/derived/laposte_hexasmal-hauts-de-france.csv", "Code_commune_INSEE")

    @cached_property
    def uais(self) -> set[str]:
        """Every établissement that one of the files names."""
        schools = "etablissements/derived"
        centres = "inserjeunes/derived/depp-2022-etablissements-2022_2023-apprentissage-hauts-de-france.csv"
        return (
            self.column(f"{schools}/etablissements-secondaires-hauts-de-france.csv", "uai")
            | self.column(f"{schools}/organismes_apprentissage-hauts-de-france.csv", "uai")
            | self.column(centres, "n°UAI de l'établissement")
            | {one.uai for found in self.confirmations.values() for one in found}
        )

    @cached_property
    def confirmations(self) -> dict[str, list[Confirmation]]:
        """By source, under the first words that the offers give it."""
        return {
            "Affelnet, capacités et vœux": list(self._wishes()),
            "Affelnet, offre de 2de et de CAP": list(self._first_years()),
            "Affelnet, offre de 1re professionnelle": list(self._second_years()),
            "Parcoursup, capacités et vœux des BTS": [
                one for year in ("2023", "2024") for one in self._bts(year)
            ],
            "Parcoursup, liste des formations": list(self._parcoursup()),
        }

    def _wishes(self) -> Iterator[Confirmation]:
        for row in self.rows("affelnet/attractivite_capacite_2022.csv"):
            way = WAYS[row["Statut Offre de formation"]]
            uai, capacity = row["Etablissement d'accueil"], known(row["Capacité carte scolaire"])
            for code in {row["MEF STAT 11"], row["mef_stat_terminale"]} - {""}:
                yield Confirmation(uai, code, way, capacity)

    def _first_years(self) -> Iterator[Confirmation]:
        for row in self.rows("affelnet/affelnet2nde.csv"):
            yield Confirmation(
                row["ID_ETAB"], row["CO_MEFSTAT"], WAYS[row["CO_STA"]], known(row["VAL_CARSCO"])
            )

    def _second_years(self) -> Iterator[Confirmation]:
        for row in self.rows("affelnet/affelnet1PROspe.csv"):
            way = WAYS[row["Statut Offre de formation"]]
            label = row["Libellé du MEF national de rattachement"]
            yield Confirmation(
                row["Etablissement d'accueil"], label, way, known(row["Capacité carte scolaire"])
            )

    def _bts(self, year: str) -> Iterator[Confirmation]:
        for row in self.rows(f"parcoursup/derived/BTS_attractivite_capacite_{year}-hauts-de-france.csv"):
            yield Confirmation(
                row["UAI"], row["MEFSTAT11"], WAYS[row["STATUT"]], known(row["CAPACITEPSUP"]), year
            )

    def _parcoursup(self) -> Iterator[Confirmation]:
        for row in self.rows("parcoursup/derived/fr-esr-parcoursup-formations-hauts-de-france.csv"):
            label = " ".join(row["Filiere de formation"].split())
            way = "apprentissage" if "apprentissage" in label.casefold() else "scolaire"
            yield Confirmation(row["Code UAI de l etablissement"], label, way, "")

    @cached_property
    def related(self) -> dict[str, set[str]]:
        """Diplomas under which a source may count another: the one it replaced, its common year, its options."""
        found: dict[str, set[str]] = defaultdict(set)
        for code, row in self.diplomas.items():
            for rank in range(1, 8):
                if successor := row.get(f"NOUVEAU_DIPLOME_{rank}"):
                    found[successor].add(code)
        for name in ("familleMetiers", "optionsBTS"):
            for row in self.rows(f"bcn/{name}.csv"):
                found[row["CFD_SPECIALITE"]].add(row["CFD_COMMUN"])
        return found

    @cached_property
    def of_record(self) -> dict[str, set[str]]:
        """Diplomas of each RNCP record: the versions and options of a title."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows("rncp/derived/Kit_apprentissage_20250131.csv"):
            found[row["FicheRNCP"]].add(row["Code Diplôme"])
        return found

    def versions(self, cfd: str, rncp: str) -> set[str]:
        """The diploma, its options, what it replaced and the years it shares with others."""
        found = {cfd} | self.of_record.get(rncp, set())
        for _generation in range(3):
            found |= {code for one in found for code in self.related.get(one, ())}
        return found - {""}

    def confirming(self, source: str, uai: str, way: str, codes: set[str]) -> list[Confirmation]:
        """Lines of the source that say that one of these diplomas is prepared there, by this way."""
        start = next((name for name in self.confirmations if source.startswith(name)), "")
        return [
            one
            for one in self._by_place.get((start, uai, way), ())
            if ({one.code} | self.mefs.get(one.code, set())) & codes
        ]

    @cached_property
    def _by_place(self) -> dict[tuple[str, str, str], list[Confirmation]]:
        found: dict[tuple[str, str, str], list[Confirmation]] = defaultdict(list)
        for source, lines in self.confirmations.items():
            for one in lines:
                found[source, one.uai, one.way].append(one)
        return found


def capacities(lines: list[Confirmation]) -> set[str]:
    """A line, or the options of one year of the course put together."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for one in lines:
        if one.capacity:
            for part in {one.code, one.code[:5]}:
                sums[one.year, part] += int(one.capacity)
    return {one.capacity for one in lines} | {str(total) for total in sums.values()}


def known(capacity: str) -> str:
    return "" if capacity in NOT_A_CAPACITY else capacity
