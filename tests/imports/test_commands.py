"""What a person types and reads."""

import re

import pytest
from django.core.management import CommandError, call_command

from imports.models import ImportRun
from referentiels.models import Rome
from tests.imports.rome_files import BOULANGER, HEAD, SOUDEUR, SOUDEUR_TIG, write_folder

pytestmark = pytest.mark.django_db


def say(capsys, *words: str) -> str:
    call_command(*words)
    return re.sub(r"\s+", " ", capsys.readouterr().out)


def test_the_report_gives_the_figures_then_nothing_to_write(tmp_path, capsys):
    folder = str(write_folder(tmp_path))

    first = say(capsys, "import_reference", "rome", folder)
    second = say(capsys, "import_reference", "rome", folder)

    assert "France Travail · ROME 4.60" in first
    assert "romes 3 0 0 0 0 0" in first
    assert "9 écritures." in first
    assert "0 écriture." in second.replace("écritures", "écriture")


def test_faults_are_listed_with_their_place(tmp_path, capsys):
    bad = SOUDEUR_TIG.replace("Emploi Vert", "Emploi Bleu")
    lines = [HEAD, SOUDEUR, bad, BOULANGER]

    told = say(
        capsys, "import_reference", "rome", str(write_folder(tmp_path, codes=lines)), "--max-refused=60"
    )

    assert "unix_referentiel_code_rome_v460_utf8.csv, ligne 3, colonne « transition_eco » :" in told


def test_all_takes_what_the_folder_holds_and_skips_what_is_up_to_date(tmp_path, capsys):
    write_folder(tmp_path / "rome")

    assert "9 écritures." in say(capsys, "import_reference", "all", str(tmp_path))
    assert say(capsys, "import_reference", "all", str(tmp_path)).strip() == "rome · déjà à jour"
    with pytest.raises(CommandError, match="n’est pas un dossier"):
        call_command("import_reference", "all", str(tmp_path / "absent"))


def test_undo_by_number(tmp_path, capsys):
    say(capsys, "import_reference", "rome", str(write_folder(tmp_path)))
    number = str(ImportRun.objects.get().pk)

    assert "9 fiches remises, 0 gardées" in say(capsys, "undo_import", number)
    assert not Rome.objects.exists()
    with pytest.raises(CommandError, match="Annulé après coup"):
        call_command("undo_import", number)
    with pytest.raises(CommandError, match="Aucun import"):
        call_command("undo_import", "999999")
