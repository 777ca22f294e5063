"""Codes and offers of `demo/` against the data: nothing from memory, nothing that the sources do not say.

The same checks run on the whole folder of reference data where `REFERENCE_DATA` names it, and on a folder of a few
lines, made here, which proves that they find what is wrong.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demo.loader.documents import Document
from tests.demo.contents import documents, files
from tests.demo.reference_data import ABSENT, EQUIVALENCES, FOLDER, Data, capacities

needs_data = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)


@pytest.fixture(scope="module")
def whole() -> Data:
    return Data(FOLDER)


def codes(document: Document) -> Iterable[tuple[str, str, str]]:
    """(kind of code, code, place) of one file or one line."""
    place, meta = f"{document.name}:{document.line('uai')}", document.meta
    for code in meta.get("romes") or []:
        yield "romes", str(code), place
    for key, kind in (
        ("code_rncp", "rncp"),
        ("code_cfd", "cfds"),
        ("code_mef", "mefs"),
        ("onisep", "onisep"),
    ):
        if meta.get(key):
            yield kind, str(meta[key]), place
    for key in ("uai", "etablissement"):
        if meta.get(key):
            yield "uais", str(meta[key]), place
    if meta.get("commune"):
        yield "communes", str(meta["commune"]), place


def everything() -> list[Document]:
    read = files()
    terms = [document for _name, document in read.terms]
    return [*documents(), *terms, *read.figures, *read.offers, *read.schools]


def unknown(found: Iterable[Document], data: Data) -> list[str]:
    """Codes that no file of the data knows."""
    return [
        f"{place} : {code} ({kind})"
        for document in found
        for kind, code, place in codes(document)
        if code not in getattr(data, kind)
    ]


def wrong_ends(found: Iterable[Document], data: Data) -> list[str]:
    """Records whose last day is not the one of the data: the page would call an ended code current."""
    return [
        f"{document.name} : {document.meta['code_rncp']} finit le {end}, écrit {written or 'nulle part'}"
        for document in found
        if (end := data.rncp_ends.get(str(document.meta.get("code_rncp"))))
        if (written := str(document.meta.get("rncp_echeance") or "")) != end
    ]


def equivalences() -> dict[str, set[str]]:
    """Codes and labels under which a source counts a training, written by hand with their reason."""
    found: dict[str, set[str]] = defaultdict(set)
    with EQUIVALENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found[row["formation"]].add(row["code"])
    return found


def unconfirmed(offers: Iterable[Document], trainings: dict[str, Any], data: Data) -> list[str]:
    """Offers that their own source does not say, or not with this number of places."""
    faults = []
    by_hand = equivalences()
    for offer in offers:
        training, meta = trainings[offer.kind].meta, offer.meta
        versions = data.versions(str(training.get("code_cfd", "")), str(training.get("code_rncp", "")))
        way = meta.get("voie", "scolaire")
        lines = data.confirming(meta.get("source", ""), meta["uai"], way, versions | by_hand[offer.kind])
        place = f"{offer.name}:{offer.line('uai')} : {meta['uai']} {way}"
        if not lines:
            faults.append(f"{place} : la source ne dit pas cette offre")
        elif meta.get("capacite") and meta["capacite"] not in capacities(lines):
            faults.append(f"{place} : {meta['capacite']} places, la source dit {sorted(capacities(lines))}")
    return faults


def trainings() -> dict[str, Document]:
    return {document.slug: document for document in documents("fr", "formations")}


@needs_data
def test_every_code_exists(whole: Data) -> None:
    assert unknown(everything(), whole) == []


@needs_data
def test_every_record_says_when_it_ends(whole: Data) -> None:
    assert wrong_ends(documents("fr", "formations"), whole) == []


@needs_data
def test_every_offer_is_said_by_its_source_with_its_places(whole: Data) -> None:
    assert unconfirmed(files().offers, trainings(), whole) == []


def test_every_offer_names_its_source_and_the_year_of_its_places() -> None:
    offers = files().offers
    assert [f"{one.name}:{one.line('uai')}" for one in offers if not one.meta.get("source")] == []
    assert [
        f"{one.name}:{one.line('uai')}"
        for one in offers
        if one.meta.get("capacite")
        and not (one.meta.get("capacite_annee") and one.meta.get("capacite_source"))
    ] == []


def test_every_hand_made_equivalence_serves_a_training_that_exists() -> None:
    assert set(equivalences()) <= set(trainings())


BCN = "FORMATION_DIPLOME;NOUVEAU_DIPLOME_1"
KIT = "Code Diplôme;FicheRNCP;Date d'échéance de la fiche RNCP"
PASSAGE = "ci_code_rncp;ideo_identifiant_formation"
MEF = "MEF_STAT_11;FORMATION_DIPLOME"
FAMILY = "CFD_SPECIALITE;CFD_COMMUN"
WISHES = (
    "Etablissement d'accueil;MEF STAT 11;Statut Offre de formation;Capacité carte scolaire;mef_stat_terminale"
)
SECOND = "Etablissement d'accueil;Libellé du MEF national de rattachement;Statut Offre de formation;"
BTS = "UAI;MEFSTAT11;STATUT;CAPACITEPSUP"
# A diploma of three options that replaced another, prepared in one school.
SMALL = {
    "rome/unix_referentiel_code_rome_v460_utf8.csv": "code_rome,libelle_rome\nH2913,Soudage\n",
    "rncp/derived/Kit_apprentissage_20250131.csv": f"{KIT}\n40025512;RNCP35698;31/08/2026\n",
    "onisep/derived/table_de_passage_codes_certifications_et_formations.csv": f"{PASSAGE}\n40996;FOR.7\n",
    "onisep/ideo-formations_initiales_en_france.csv": "url\nhttp://x/slug/FOR.582\n",
    "bcn/nFormationDiplome_.csv": f"{BCN}\n40025513;40025512\n40025512;\n",
    "bcn/nMef.csv": f"{MEF}\n23830025512;40025512\n23830025513;40025513\n23830099999;99999999\n",
    "bcn/familleMetiers.csv": f"{FAMILY}\n40025512;40020008\n",
    "bcn/optionsBTS.csv": f"{FAMILY}\n",
    "geo/derived/laposte_hexasmal-hauts-de-france.csv": "Code_commune_INSEE\n59350\n",
    "etablissements/derived/etablissements-secondaires-hauts-de-france.csv": "uai\n0590117G\n",
    "etablissements/derived/organismes_apprentissage-hauts-de-france.csv": "uai\n",
    "inserjeunes/derived/depp-2022-etablissements-2022_2023-apprentissage-hauts-de-france.csv": (
        "n°UAI de l'établissement\n"
    ),
    "affelnet/attractivite_capacite_2022.csv": (
        f"{WISHES}\n0590117G;23830025512;ST;15;\n0590117G;23830025513;ST;12;\n0590117G;23830099999;ST;99;\n"
    ),
    "affelnet/affelnet2nde.csv": "ID_ETAB;CO_MEFSTAT;CO_STA;VAL_CARSCO\n",
    "affelnet/affelnet1PROspe.csv": f"{SECOND}Capacité carte scolaire\n",
    "parcoursup/derived/BTS_attractivite_capacite_2023-hauts-de-france.csv": f"{BTS}\n",
    "parcoursup/derived/BTS_attractivite_capacite_2024-hauts-de-france.csv": f"{BTS}\n",
    "parcoursup/derived/fr-esr-parcoursup-formations-hauts-de-france.csv": (
        "Code UAI de l etablissement;Filiere de formation\n"
    ),
}


@pytest.fixture
def small(tmp_path: Path) -> Data:
    for name, text in SMALL.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="cp1252" if "nFormationDiplome" in name else "utf-8")
    return Data(tmp_path)


TRAINING = Document("formations/x.fr.md", "formations", "x", "fr", {"code_cfd": "40025512"}, {})
OFFER = Document(
    "offres/x.csv", "x", "x", "fr", {"uai": "0590117G", "source": "Affelnet, capacités et vœux"}, {}
)


def with_meta(document: Document, **values: Any) -> Document:
    return replace(document, meta=document.meta | values)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ({"romes": ["H2913"]}, {"romes": ["H2913", "Z9999"]}),
        ({"code_rncp": "RNCP35698"}, {"code_rncp": "RNCP1"}),
        ({"code_rncp": "RNCP40996"}, {"code_rncp": "RNCP99999"}),
        ({"code_cfd": "40025512"}, {"code_cfd": "40025999"}),
        ({"code_mef": "23830025512"}, {"code_mef": "23830025599"}),
        ({"onisep": "FOR.582"}, {"onisep": "FOR.1"}),
        ({"onisep": "FOR.7"}, {"onisep": "FOR.70"}),
        ({"uai": "0590117G"}, {"uai": "0590117S"}),
        ({"commune": "59350"}, {"commune": "59999"}),
    ],
)
def test_a_code_from_memory_is_found(small: Data, right: dict[str, Any], wrong: dict[str, Any]) -> None:
    page = Document("metiers/x.fr.md", "metiers", "x", "fr", right, {})
    assert unknown([page], small) == []
    assert len(unknown([replace(page, meta=wrong)], small)) == 1


def test_an_ended_record_without_its_date_is_found(small: Data) -> None:
    page = with_meta(TRAINING, code_rncp="RNCP35698")
    assert len(wrong_ends([page], small)) == 1
    assert wrong_ends([with_meta(page, rncp_echeance="2026-08-31")], small) == []


@pytest.mark.parametrize("capacity", ["", "15", "12", "27"])
def test_an_offer_has_the_places_of_a_line_or_of_all_the_options(small: Data, capacity: str) -> None:
    assert unconfirmed([with_meta(OFFER, capacite=capacity)], {"x": TRAINING}, small) == []


@pytest.mark.parametrize(
    "values",
    [
        {"capacite": "30"},
        {"capacite": "99"},
        {"voie": "apprentissage"},
        {"uai": "0590001A"},
        {"source": "Parcoursup"},
    ],
)
def test_an_offer_that_the_source_does_not_say_is_found(small: Data, values: dict[str, Any]) -> None:
    assert len(unconfirmed([with_meta(OFFER, **values)], {"x": TRAINING}, small)) == 1
