"""A fault of the file applies nothing, and says what to do in words."""

import zipfile

import pytest
from django.core.management import CommandError, call_command

from imports.csv_files import is_formula
from imports.enums import Statut
from imports.faults import CAP
from imports.models import ImportRun
from imports.pipeline import Options, run_import
from imports.source import sources
from referentiels.models import Rome
from tests.imports.rome_files import BOULANGER, CODES, HEAD, SOUDEUR, SOUDEUR_TIG, import_rome, write_folder

pytestmark = pytest.mark.django_db

GOOD = f"{HEAD}\n{SOUDEUR}\n{SOUDEUR_TIG}\n{BOULANGER}\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (GOOD.encode("cp1252"), "les accents ne sont pas en UTF-8"),
        (GOOD.encode("utf-16"), "n’est pas"),
        (GOOD.replace("transition_num,", "").encode(), "il manque « transition_num »"),
        (GOOD.replace("transition_num,", "code_rome,").encode(), "il manque « transition_num »"),
        (GOOD.replace("emploi_cadre", "emploi_cadre,code_rome").encode(), "« code_rome » est là deux fois"),
        ((GOOD + SOUDEUR + "\n").encode(), "« H2913 » est là plusieurs fois, lignes 2, 5"),
        (GOOD[:-30].encode(), "s’arrête au milieu de la ligne 4"),
        (GOOD[:-1].encode(), "s’arrête au milieu de la ligne 4"),
        ((GOOD + '"H2917,Soudeur').encode(), "un guillemet ouvert n’est jamais fermé"),
        (GOOD.replace("Soudeur / Soudeuse TIG", "=HYPERLINK(1)").encode(), "est une formule de tableur"),
        (b"PK\x03\x04" + GOOD.encode(), "une archive ZIP ou un classeur Excel"),
        (b"%PDF-1.7\n", "un document PDF"),
        (b"<html><body>404</body></html>", "un fichier XML ou une page web"),
        (b"", "est vide"),
        ((HEAD + "\n").encode(), "n’a aucune ligne de données"),
        (b"a" * (1 << 21), "n’est pas un fichier CSV"),
    ],
)
def test_nothing_is_applied_and_the_reason_is_clear(tmp_path, content, told):
    write_folder(tmp_path)
    (tmp_path / CODES).write_bytes(content)

    run = import_rome(tmp_path)

    assert run.statut == Statut.REFUSE
    assert told in run.message.replace("\u00a0", " ") or told in run.message
    assert not Rome.objects.exists()


def test_a_byte_order_mark_and_lines_inside_quotes_are_read(tmp_path):
    folder = write_folder(tmp_path)
    folded = GOOD.replace("Boulanger / Boulangère", '"Boulanger\n/ Boulangère"')
    (folder / CODES).write_bytes(b"\xef\xbb\xbf" + folded.replace("\n", "\r\n").encode())

    assert import_rome(folder).statut == Statut.APPLIQUE
    assert Rome.objects.get(code="D1102").libelle == "Boulanger / Boulangère"


def test_the_line_of_a_fault_is_the_one_a_text_editor_shows(tmp_path):
    folded = [
        HEAD,
        SOUDEUR.replace("Soudeur / Soudeuse", '"Soudeur\n/ Soudeuse"'),
        "X1,Faux,,,,,,",
        BOULANGER,
    ]

    run = import_rome(write_folder(tmp_path, codes=folded), max_refused=100)

    assert (run.fautes[0]["ligne"], run.fautes[0]["colonne"]) == (4, "code_rome")


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1"])
def test_formulas(cell):
    assert is_formula(cell)


@pytest.mark.parametrize("cell", ["", "-", "- du titre", "-12,5", "+33 3 20 00 00 00", "a=b", "-3 %"])
def test_what_only_looks_like_one(cell):
    assert not is_formula(cell)


def test_faults_are_capped_and_counted(tmp_path):
    codes = [HEAD, *(f"Z{n},Faux,,,,,," for n in range(CAP + 200)), SOUDEUR]

    run = import_rome(write_folder(tmp_path, codes=codes))

    assert run.statut == Statut.REFUSE
    assert len(run.fautes) == CAP
    assert run.fautes_total > CAP + 200


def test_a_bomb_and_a_broken_archive_are_refused(tmp_path):
    bomb, broken = tmp_path / "bombe.zip", tmp_path / "casse.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as output:
        output.writestr(CODES, b"0" * (1 << 25))
    broken.write_bytes(bomb.read_bytes()[:-40])

    assert "démesuré" in import_rome(bomb).message
    assert "abîmée ou incomplète" in import_rome(broken).message


def test_xml_that_is_cut_or_declares_entities_is_refused(tmp_path):
    source = sources()["onisep-metiers"]
    cut, entity = tmp_path / "ideo-metiers_onisep_2026.xml", tmp_path / "ideo-metiers_onisep_2025.xml"
    cut.write_text("<root><item><libelle_metier>accessoiriste</libelle_metier>")
    entity.write_text('<!DOCTYPE a [<!ENTITY b "c">]><root><item>&b;</item></root>')

    assert "s’arrête au milieu" in run_import(source, cut).message
    assert "déclare des entités" in run_import(source, entity).message


def test_the_command_ends_with_an_error_and_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("import_reference", "rome", str(tmp_path / "absent.csv"))
    assert ImportRun.objects.get().statut == Statut.REFUSE


def test_a_renamed_file_is_known_by_its_columns(tmp_path):
    import_rome(write_folder(tmp_path))
    renamed = tmp_path / "métiers (1).csv"
    renamed.write_text(GOOD.replace("Soudeuse TIG", "Soudeuse TIG-MIG"), encoding="utf-8")

    run = run_import(sources()["rome"], renamed, Options())

    assert (run.statut, run.modifiees) == (Statut.APPLIQUE, 1)


def test_two_candidates_or_no_main_file_are_refused(tmp_path):
    folder = write_folder(tmp_path)
    (folder / CODES.replace("460", "461")).write_text(GOOD)
    assert "Plusieurs fichiers peuvent être « codes ROME »" in import_rome(folder).message.replace(
        "\u00a0", " "
    )
    for path in folder.glob("unix_referentiel_code_rome_v*.csv"):
        path.unlink()
    assert "Il manque le fichier principal" in import_rome(folder).message
