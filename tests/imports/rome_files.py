"""A ROME of three codes, as files: small enough to read, faulty on demand."""

from pathlib import Path

from imports.models import ImportRun
from imports.pipeline import Options, run_import
from imports.source import sources

HEAD = (
    "code_rome,libelle_rome,transition_eco,transition_num,transition_demo,"
    "emploi_reglemente,emploi_cadre,code_rome_parent"
)
SOUDEUR = 'H2913,Soudeur / Soudeuse,Emploi Blanc,"",N,O,N,H2913'
SOUDEUR_TIG = "H2916,Soudeur / Soudeuse TIG,Emploi Vert,O,,N,N,H2913"
BOULANGER = "D1102,Boulanger / Boulangère,Emploi Brun,N,N,N,N,D1102"
CODES = "unix_referentiel_code_rome_v460_utf8.csv"

FILES = {
    CODES: [HEAD, SOUDEUR, SOUDEUR_TIG, BOULANGER],
    "unix_grand_domaine_v460_utf8.csv": [
        "code_grand_domaine,libelle_grand_domaine",
        "D,Commerce",
        "H,Industrie",
    ],
    "unix_domaine_professionnel_v460_utf8.csv": [
        "code_domaine_professionnel,libelle_domaine_professionnel",
        "D11,Alimentation",
        "H29,Métal",
    ],
    "unix_referentiel_code_rome_riasec_v460_utf8.csv": ["code_rome,riasec_majeur,riasec_mineur", "H2913,R,C"],
    "unix_rubrique_mobilite_v460_utf8.csv": [
        "code_rome,code_rome_cible,numero_ordre",
        "H2913,H2916,1",
        "H2913,D1102,2",
    ],
}


def write_folder(folder: Path, **changes: list[str]) -> Path:
    """The files of a correct import; `codes=` and `mobilites=` replace the lines of those two."""
    names = {"codes": CODES, "mobilites": "unix_rubrique_mobilite_v460_utf8.csv"}
    content = FILES | {names[key]: lines for key, lines in changes.items()}
    folder.mkdir(exist_ok=True)
    for name, lines in content.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def import_rome(path: Path, **options) -> ImportRun:
    return run_import(sources()["rome"], path, Options(**options))
