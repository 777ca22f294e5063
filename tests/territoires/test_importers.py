"""Places from small files of ours, in the formats of the producers."""

import json

import pytest

from imports.enums import Statut
from imports.pipeline import Options, run_import
from imports.source import sources
from territoires.models import Bassin, Commune, Departement, Etablissement
from territoires.places import commune_name

pytestmark = pytest.mark.django_db


def load(source: str, *paths, **options):
    return run_import(sources()[source], list(paths), Options(**options))


@pytest.fixture
def departements(tmp_path):
    square = [[[2.0, 50.0], [4.0, 50.0], [4.0, 51.0], [2.0, 51.0], [2.0, 50.0]]]
    features = [
        {"properties": {"code": code, "nom": nom}, "geometry": {"type": "Polygon", "coordinates": square}}
        for code, nom in (("59", "Nord"), ("62", "Pas-de-Calais"))
    ]
    path = tmp_path / "departements.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert load("departements", path).statut == Statut.APPLIQUE
    return path


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def communes(tmp_path, departements):
    la_poste = write(
        tmp_path / "laposte_hexasmal.csv",
        "Code_commune_INSEE;Nom_commune;Code_postal;Ligne_5;Libellé;latitude;longitude",
        "59350;LILLE;59800;;LILLE;50.63;3.05",
        "59350;LILLE;59000;HELLEMMES;LILLE;50.63;3.05",
        "62765;ST OMER;62500;;ST OMER;50.75;2.26",
    )
    insee = write(
        tmp_path / "ze2020_composition_communale.csv", "CODGEO;LIBGEO", "59350;Lille", "62765;Saint-Omer"
    )
    lexique = write(
        tmp_path / "bassins_emploi_france_travail.csv",
        "CODE_COMMUNE_INSEE;DEP;BE19;NOMBE19",
        "59350;59;3216;LILLE",
        "62765;62;3229;AUDOMAROIS",
        "62999;62;3229;AUDOMAROIS",
    )
    run = load("communes", la_poste, insee, lexique, max_refused=40)
    assert (run.statut, run.ecartees) == (Statut.APPLIQUE, 1)
    return la_poste


def test_a_departement_knows_its_middle_and_its_grammar(departements):
    nord = Departement.objects.get(code="59")
    assert (nord.point, nord.locatif, nord.slug) == ((50.5, 3.0), "dans le Nord", "nord")


def test_a_departement_of_elsewhere_is_refused(tmp_path):
    path = write(tmp_path / "departements.csv", "code;nom;latitude;longitude", "75;Paris;48.8;2.3")
    run = load("departements", path, max_refused=100)
    assert run.fautes[0]["message"] == "Le département 75 n’est pas en Hauts-de-France."


def test_three_files_make_a_commune(communes):
    saint_omer = Commune.objects.get(code="62765")
    assert (saint_omer.nom, saint_omer.slug, str(saint_omer.bassin)) == (
        "Saint-Omer",
        "saint-omer",
        "Audomarois",
    )
    assert Commune.objects.get(code="59350").codes_postaux == ["59000", "59800"]
    assert Bassin.objects.get(code="3216").departement_id == "59"


def test_the_capitals_of_la_poste_never_replace_a_name(communes):
    run = load("communes", communes)
    assert (run.modifiees, run.inchangees) == (0, 2)
    assert Commune.objects.get(code="62765").nom == "Saint-Omer"


def test_names_out_of_capitals():
    assert commune_name("AISONVILLE ET BERNOVILLE") == "Aisonville et Bernoville"


def test_etablissements_are_checked_row_by_row(tmp_path, communes):
    head = "uai;type;nom;secteur;academie;code_insee;code_postal;lat;lon;geo_precision;source"
    path = write(
        tmp_path / "etablissements-secondaires.csv",
        head,
        "0590117G;lycée polyvalent;Lycée d'Essai;public;Lille;59350;59000;50.6;3.06;adresse;x",
        "0590117A;lycée polyvalent;Lettre fausse;public;Lille;59350;59000;50.6;3.06;adresse;x",
        "0620014D;château;Type inconnu;public;Lille;62765;62500;50.7;2.2;adresse;x",
        "0590122M;CFA;Commune inconnue;;Lille;59999;59000;50.6;3.06;centre commune;x",
        "0590119J;CFA;Colonnes croisées;;Lille;59350;59000;3.06;50.6;centre commune;x",
    )

    run = load("etablissements", path, max_refused=80)

    assert Etablissement.objects.get().nom == "Lycée d’Essai"
    assert [(fault["ligne"], fault["colonne"]) for fault in run.fautes] == [
        (3, "uai"),
        (4, "type"),
        (6, "lat"),
        (6, "lon"),
        (5, "code_insee"),
    ]
