"""What an import changes: once, again, in part, and not at all."""

import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imports import pipeline
from imports.enums import Statut
from imports.locks import lock_fields, locked_fields
from imports.models import FieldLock, ImportChange, ImportRun
from imports.undo import NotUndoableError, undo_run
from referentiels.models import MobiliteRome, Rome
from tests.imports.rome_files import BOULANGER, HEAD, SOUDEUR, SOUDEUR_TIG, import_rome, write_folder

pytestmark = pytest.mark.django_db

WRITES = ("INSERT INTO", "UPDATE", "DELETE FROM")
WAITING = ("import_staging", "import_refused", '"imports_importrun"')  # temporary tables, and the journal


def figures(run: ImportRun) -> tuple[int, int, int, int, int]:
    return run.lues, run.creees, run.modifiees, run.inchangees, run.ecartees


def test_the_tables_are_filled_and_the_run_tells_it(tmp_path):
    run = import_rome(write_folder(tmp_path))

    assert (run.statut, figures(run)) == (Statut.APPLIQUE, (10, 9, 0, 0, 0))
    assert (run.producteur, run.millesime, len(run.empreinte)) == ("France Travail", "ROME 4.60", 64)
    soudeur = Rome.objects.select_related("domaine__grand_domaine").get(code="H2913")
    assert (soudeur.domaine.grand_domaine.libelle, soudeur.riasec_majeur) == ("Industrie", "R")
    assert Rome.objects.get(code="H2916").parent == soudeur
    assert list(soudeur.proches.order_by("mobilites_entrantes__ordre")) == [
        Rome.objects.get(code="H2916"),
        Rome.objects.get(code="D1102"),
    ]


def test_many_new_records_are_known_to_the_planner_at_once(tmp_path, monkeypatch):
    """An import compares in the transaction that filled its tables: planned as empty, it took twenty times longer."""
    monkeypatch.setattr(pipeline, "MANY", 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE referentiels_rome")
        import_rome(write_folder(tmp_path))
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'referentiels_rome'::regclass")
        assert cursor.fetchone() == (Rome.objects.count(),)


def test_not_assessed_is_not_no(tmp_path):
    import_rome(write_folder(tmp_path))

    flags = Rome.objects.values_list("transition_num", "transition_demo", "reglemente").get(code="H2913")
    assert flags == (None, False, True)


def test_the_same_files_again_write_nothing(tmp_path):
    import_rome(write_folder(tmp_path))

    with CaptureQueriesContext(connection) as queries:
        run = import_rome(tmp_path)

    assert figures(run) == (10, 0, 0, 9, 0)
    sql = [query["sql"] for query in queries]
    assert not [q for q in sql if q.startswith(WRITES) and not any(table in q for table in WAITING)]


def test_a_zip_is_read_like_its_folder(tmp_path):
    folder = write_folder(tmp_path / "rome")
    archive = tmp_path / "rome.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as output:
        for path in folder.iterdir():
            output.write(path, f"ROME/{path.name}")

    zipped, plain = import_rome(archive), import_rome(folder)

    assert (zipped.creees, plain.inchangees) == (9, 9)
    assert zipped.empreinte == plain.empreinte


def test_only_what_differs_is_written(tmp_path):
    import_rome(write_folder(tmp_path))
    renamed = SOUDEUR.replace("Soudeuse", "Soudeuse à l’arc")

    run = import_rome(write_folder(tmp_path, codes=[HEAD, renamed, SOUDEUR_TIG, BOULANGER]))

    assert (run.creees, run.modifiees) == (0, 1)
    change = run.changements.get()
    assert (change.cle, change.avant, change.apres) == (
        "H2913",
        {"libelle": "Soudeur / Soudeuse"},
        {"libelle": "Soudeur / Soudeuse à l’arc"},
    )


def test_a_dry_run_counts_and_writes_nothing(tmp_path):
    run = import_rome(write_folder(tmp_path), dry_run=True)

    assert (run.statut, run.creees) == (Statut.ESSAI, 9)
    assert not Rome.objects.exists()
    assert not ImportChange.objects.exists()


def test_a_bad_row_is_set_aside_with_its_place_and_the_rest_applies(tmp_path):
    lines = [HEAD, SOUDEUR, SOUDEUR_TIG.replace("Emploi Vert", "Emploi Bleu"), "", BOULANGER]

    run = import_rome(write_folder(tmp_path, codes=lines, mobilites=["code_rome,code_rome_cible,numero_ordre",
        "H2913,D1102,1"]), max_refused=40)  # fmt: skip

    assert (run.statut, run.ecartees) == (Statut.APPLIQUE, 1)
    assert set(Rome.objects.values_list("code", flat=True)) == {"H2913", "D1102"}
    (fault,) = run.fautes
    assert (fault["ligne"], fault["colonne"]) == (3, "transition_eco")
    assert fault["message"].startswith("« Emploi Bleu » n’est pas dans la liste")


def test_what_the_database_cannot_hold_is_a_fault_of_its_row(tmp_path):
    long = SOUDEUR.replace("Soudeuse", "Soudeuse" * 40)
    lines = ["code_rome,code_rome_cible,numero_ordre", "D1102,D1102,1", "D1102,D1102,99999999999"]

    run = import_rome(write_folder(tmp_path, codes=[HEAD, long, BOULANGER], mobilites=lines), max_refused=100)

    assert run.statut == Statut.APPLIQUE
    told = {(fault["colonne"], fault["message"]) for fault in run.fautes}
    assert ("libelle_rome", "Le texte a 330 caractères, 200 au plus.") in told
    assert ("numero_ordre", "99999999999 est hors des bornes, de 0 à 32767.") in told


def test_what_names_a_row_set_aside_is_set_aside_too(tmp_path):
    lines = [HEAD, SOUDEUR, SOUDEUR_TIG.replace("Emploi Vert", "Emploi Bleu"), BOULANGER]

    run = import_rome(write_folder(tmp_path, codes=lines), max_refused=60)

    assert run.statut == Statut.APPLIQUE
    assert run.ecartees == 2
    assert run.fautes[1]["message"] == "Code ROME « H2916 » : ce code est inconnu."
    assert list(MobiliteRome.objects.values_list("cible_id", flat=True)) == ["D1102"]


def test_too_many_bad_rows_refuse_the_whole(tmp_path):
    lines = [HEAD, SOUDEUR, SOUDEUR_TIG.replace("Emploi Vert", "Emploi Bleu"), BOULANGER]

    run = import_rome(write_folder(tmp_path, codes=lines))

    assert run.statut == Statut.REFUSE
    assert "1 lignes sur 3 ont une faute (33 %, limite 20 %)" in run.message
    assert not Rome.objects.exists()
    assert ImportRun.objects.get().fautes_total == 2


def test_a_corrected_field_is_kept_and_the_new_value_proposed(tmp_path):
    import_rome(write_folder(tmp_path))
    soudeur = Rome.objects.get(code="H2913")
    Rome.objects.filter(code="H2913").update(libelle="Soudeuse, soudeur")
    lock_fields(soudeur, ["libelle"], reason="Ordre choisi par la mission.")

    first = import_rome(tmp_path)
    second = import_rome(tmp_path)

    assert (first.verrouillees, first.modifiees, second.verrouillees) == (1, 0, 1)
    assert Rome.objects.get(code="H2913").libelle == "Soudeuse, soudeur"
    assert FieldLock.objects.get().propose == "Soudeur / Soudeuse"
    assert locked_fields(soudeur) == {"libelle"}


def test_a_link_that_its_owner_lost_goes_and_the_others_stay(tmp_path):
    import_rome(write_folder(tmp_path))
    lines = ["code_rome,code_rome_cible,numero_ordre", "H2913,H2916,1"]

    run = import_rome(write_folder(tmp_path, mobilites=lines))

    assert (run.retirees, run.absentes) == (1, 0)
    assert list(MobiliteRome.objects.values_list("cible_id", flat=True)) == ["H2916"]


def test_undo_puts_everything_back(tmp_path):
    first = import_rome(write_folder(tmp_path))
    before = list(Rome.objects.order_by("code").values())
    links = set(MobiliteRome.objects.values_list("rome_id", "cible_id", "ordre"))
    lines = ["code_rome,code_rome_cible,numero_ordre", "H2913,H2916,7"]
    renamed = SOUDEUR.replace("Soudeuse", "Soudeuse à l’arc")
    second = import_rome(
        write_folder(tmp_path, codes=[HEAD, renamed, SOUDEUR_TIG, BOULANGER], mobilites=lines)
    )

    undone = undo_run(second)

    assert (undone.restored, undone.kept) == (3, 0)
    assert list(Rome.objects.order_by("code").values()) == before
    assert set(MobiliteRome.objects.values_list("rome_id", "cible_id", "ordre")) == links
    assert undo_run(first).kept == 0
    assert not Rome.objects.exists()
    with pytest.raises(NotUndoableError):
        undo_run(first)


def test_undo_leaves_what_changed_or_served_since(tmp_path):
    run = import_rome(write_folder(tmp_path))
    MobiliteRome.objects.create(rome_id="D1102", cible_id="H2913", ordre=1)

    undone = undo_run(run)

    assert undone.kept == 6  # both ends of the new link, their domains and grands domaines
    assert set(Rome.objects.values_list("code", flat=True)) == {"D1102", "H2913"}


def test_a_file_cut_between_two_lines_is_noticed(tmp_path):
    lines = ["code_rome,code_rome_cible,numero_ordre"]
    codes = [HEAD, *(f"H29{n},Métier {n},Emploi Blanc,,,,,H29{n}" for n in range(10, 50))]
    import_rome(write_folder(tmp_path, codes=[*codes, BOULANGER], mobilites=[*lines, "H2913,H2916,1"]))

    cut = write_folder(tmp_path, codes=codes[:20], mobilites=[*lines, "H2913,H2916,1"])
    refused, accepted = import_rome(cut), import_rome(cut, allow_removals=True)

    assert refused.statut == Statut.REFUSE
    assert "a 19 lignes, contre 41 la dernière fois" in refused.message
    assert (accepted.statut, accepted.absentes) == (Statut.APPLIQUE, 22)
    assert Rome.objects.count() == 41  # what a source no longer names is kept, and said
