"""ONISEP from small files of ours, and the titles of métiers."""

import zipfile

import pytest

from imports.enums import Statut
from imports.pipeline import Options, run_import
from imports.source import sources
from referentiels.models import FormationOnisep, MetierOnisep
from referentiels.titles import both_forms
from tests.imports.rome_files import import_rome, write_folder

LIST_HEAD = "libelle_metier;lien_site_onisepfr;code_rome;domainesous-domaine"
LINK = "https://www.onisep.fr/http/redirection/metier/slug"


@pytest.mark.parametrize(
    ("label", "feminine", "masculine"),
    [
        ("Soudeur / Soudeuse", "Soudeuse", "Soudeur"),
        ("Chef / Cheffe d'équipe", "Cheffe d'équipe", "Chef d'équipe"),
        (
            "Régleur metteur / Régleuse metteuse au point",
            "Régleuse metteuse au point",
            "Régleur metteur au point",
        ),
        ("Philologue", "", ""),
        ("Agent de santé / Agente", "", ""),
    ],
)
def test_both_forms_of_a_title(label, feminine, masculine):
    assert both_forms(label) == (feminine, masculine)


@pytest.fixture
def rome(tmp_path, db):
    assert import_rome(write_folder(tmp_path / "rome")).statut == Statut.APPLIQUE


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def metiers(tmp_path, rome):
    path = write(
        tmp_path / "ideo-metiers_onisep_2026.csv",
        LIST_HEAD,
        f"soudeur / soudeuse;{LINK}/MET.1;H2913 | H2916;industrie/métal",
        f"soudeur / soudeuse;{LINK}/MET.1;H2913 | H2916;industrie/métal",
        f"boulanger / boulangère;{LINK}/MET.2;D1102;alimentation/pain",
        f"astronaute;{LINK}/MET.3;;espace/ciel",
        f"pâtissier / pâtissière;{LINK}/MET.4;D1102 | D9999;alimentation/pain",
        f"mauvais lien;{LINK}/;D1102;x/y",
    )
    return run_import(sources()["onisep-metiers"], path, Options(max_refused=60))


def test_a_cell_may_hold_several_codes_and_a_bad_one_sets_the_row_aside(metiers):
    assert (metiers.statut, metiers.lues, metiers.ecartees) == (Statut.APPLIQUE, 6, 3)
    soudeur = MetierOnisep.objects.get(code="MET.1")
    assert set(soudeur.romes.values_list("code", flat=True)) == {"H2913", "H2916"}
    assert (soudeur.libelle_feminin, soudeur.domaines) == ("soudeuse", ["industrie/métal"])
    assert set(MetierOnisep.objects.values_list("code", flat=True)) == {"MET.1", "MET.2"}
    assert sorted((fault["ligne"], fault["colonne"]) for fault in metiers.fautes) == [
        (5, "code_rome"),
        (6, "code_rome"),
        (7, "lien_site_onisepfr"),
    ]


def test_two_lines_of_one_metier_must_agree(tmp_path, rome):
    path = write(
        tmp_path / "ideo-metiers_onisep_2026.csv",
        LIST_HEAD,
        f"soudeur / soudeuse;{LINK}/MET.1;H2913;industrie/métal",
        f"boulanger / boulangère;{LINK}/MET.1;D1102;industrie/métal",
    )
    run = run_import(sources()["onisep-metiers"], path)
    assert run.statut == Statut.REFUSE
    assert "« MET.1 » est décrit de plusieurs façons, lignes 2, 3" in run.message.replace("\u00a0", " ")


SHEET = """<formations><formation><identifiant>FOR.1</identifiant><code_scolarite>40025214</code_scolarite>
<libelle_complet>bac pro Chaudronnerie</libelle_complet><sigle/><type_Formation>
<type_formation_sigle>bac pro</type_formation_sigle></type_Formation><duree_formation>3 ans</duree_formation>
<url>https://www.francecompetences.fr/recherche/rncp/123/</url>
<niveau_certification>niveau 4 (bac ou équivalent)</niveau_certification>
<metiers_formation><metier><id>MET.1</id></metier><metier><id>MET.77</id></metier></metiers_formation>
</formation></formations>"""


def test_the_passage_table_and_the_sheets_complete_each_other(tmp_path, metiers):
    archive = tmp_path / "Onisep_Ideo_Fiches_Formations_25062024.xml.zip"
    with zipfile.ZipFile(archive, "w") as output:
        output.writestr("Onisep_Ideo_Fiches_Formations_25062024.xml", SHEET)
    passage = write(
        tmp_path / "table_de_passage_codes.csv",
        "ci_niveau_europeen;ci_intitule_type_diplome;ci_code_rncp;ci_code_scolarite;"
        "ideo_identifiant_formation;ideo_libelle_complet_formation",
        "4;bac pro;456;;FOR.1;bac pro Chaudronnerie industrielle",
        "3;CAP;;50022137;FOR.2;CAP Boulanger",
        "5;BTS;;;;",
    )

    run = run_import(sources()["onisep-formations"], [archive, passage])

    assert (run.statut, run.ecartees, run.fautes_total) == (Statut.APPLIQUE, 0, 1)
    pro = FormationOnisep.objects.get(code="FOR.1")
    assert (pro.libelle, pro.rncp) == ("bac pro Chaudronnerie industrielle", 456)
    assert (pro.code_scolarite, pro.niveau, pro.duree, pro.type_sigle) == (
        "40025214",
        "4",
        "3 ans",
        "bac pro",
    )
    assert pro.metiers.get().code == "MET.1"
    assert "MET.77" in run.fautes[0]["message"]
    assert FormationOnisep.objects.get(code="FOR.2").type_libelle == "CAP"
    assert run_import(sources()["onisep-formations"], [archive, passage]).inchangees == 3
