"""Directories, landings, map of the site, sitemap, languages: every address that is no plain list."""

import re

import pytest
from django.test import Client

from chiffres.models import Chiffre
from home.landings import ChantierChiffre
from metiers.models import MetierChantier
from tests.evenements.factories import EvenementFactory
from tests.formations.factories import FormationPageFactory, OffreFactory
from tests.home.factories import (
    ChantierPageFactory,
    PageLibreFactory,
    SecteurPageFactory,
    ThemeRev3PageFactory,
    tree,
)
from tests.metiers.factories import MetierPageFactory
from tests.territoires.factories import (
    CommuneFactory,
    DepartementFactory,
    EtablissementFactory,
    ReferentFactory,
)

pytestmark = pytest.mark.django_db
QUESTION = [("question_reponse", {"question": "Et si je me trompe ?", "reponse": "<p>On change.</p>"})]
TEXT = [("texte", {"titre": "Le calendrier", "texte": "<p>En hiver.</p>"})]


@pytest.fixture
def site():
    return tree()


# Languages


def test_an_address_without_translation_is_offered_in_french(site, client: Client) -> None:
    tree("en")
    metier = MetierPageFactory(parent=site.metiers)
    moved = client.get(metier.url.replace("/fr/", "/en/"))
    assert (moved.status_code, moved["Location"]) == (302, metier.url)
    assert client.get("/en/metiers/nulle-part/").status_code == 404
    assert client.get("/fr/metiers/nulle-part/").status_code == 404


def test_without_an_english_home_nothing_is_served_under_english(site, client: Client) -> None:
    metier = MetierPageFactory(parent=site.metiers)
    for path in ("/en/", metier.url.replace("/fr/", "/en/")):
        moved = client.get(path)
        assert (moved.status_code, moved["Location"]) == (302, path.replace("/en/", "/fr/"))


def test_translations_point_at_one_another(site, client: Client) -> None:
    english = tree("en")
    metier = MetierPageFactory(parent=site.metiers, slug="soudeuse")
    MetierPageFactory(parent=english.metiers, slug="soudeuse", translation_key=metier.translation_key)
    text = client.get(metier.url).content.decode()
    assert re.findall(r'hreflang="([\w-]+)" href="http', text) == ["fr", "en", "x-default"]
    assert '<link rel="canonical" href="http://127.0.0.1:8000/fr/metiers/soudeuse/">' in text
    assert 'href="/en/metiers/soudeuse/" lang="en"' in text


# Établissements and référents


def test_an_etablissement_gathers_offers_dates_and_address(site, client: Client) -> None:
    lycee = EtablissementFactory(nom="Lycée des Trois-Moulins")
    formation = FormationPageFactory(parent=site.formations)
    for voie in ("scolaire", "apprentissage"):
        OffreFactory(formation=formation, etablissement=lycee, voie=voie)
    EvenementFactory(etablissement=lycee)
    answer = client.get(lycee.get_absolute_url())
    assert [(page.pk, len(offers)) for page, offers in answer.context["offres"]] == [(formation.pk, 2)]
    assert len(answer.context["evenements"]) == 1
    assert '"propertyID":"UAI"' in answer.content.decode()


def test_one_address_for_each_etablissement(site, client: Client) -> None:
    new = EtablissementFactory(nom="Le nouveau")
    old = EtablissementFactory(nom="L’ancien", remplace_par=new, ouvert=False)
    lower = client.get(new.get_absolute_url().replace(new.uai, new.uai.lower()))
    assert (lower.status_code, lower["Location"]) == (301, new.get_absolute_url())
    merged = client.get(old.get_absolute_url())
    assert (merged.status_code, merged["Location"]) == (302, new.get_absolute_url())
    assert client.get("/fr/etablissements/0599999X/").status_code == 404


def test_the_directory_finds_by_name_town_and_uai(site, client: Client) -> None:
    lycee = EtablissementFactory(nom="Lycée des Trois-Moulins")
    EtablissementFactory(nom="Autre", commune=CommuneFactory(code="59606", nom="Valenciennes"), type="cfa")

    def names(query: str) -> list[str]:
        return [item.nom for item in client.get(f"/fr/etablissements/{query}").context["listing"].items]

    assert names(f"?q={lycee.uai.lower()}") == names("?q=trois+lille") == [lycee.nom]
    assert names("?type=cfa") == ["Autre"]
    assert names("?type=jpo") == ["Autre", lycee.nom], "a type of event is no type of établissement"


def test_the_people_of_a_departement_share_it_by_bassin(site, client: Client) -> None:
    nord = DepartementFactory()
    for name in ("Benali", "Carlier"):
        ReferentFactory(nom=name, departement=nord)
    answer = client.get("/fr/referents/59/")
    assert [contact.referent.nom for contact in answer.context["contacts"]] == ["Benali", "Carlier"]
    assert "03 53 01 00 00" in answer.content.decode()
    assert client.get("/fr/referents/99/").status_code == 404
    assert client.get("/fr/referents/").context["departements"][0][1][0].referent.nom == "Benali"


# Landings


def test_a_theme_orders_its_jobs_by_degree_with_their_proof(site, client: Client) -> None:
    page = ThemeRev3PageFactory(parent=site.rev3)
    MetierPageFactory(parent=site.metiers, title="Éolienne", rev3=["energie"])
    answer = client.get(page.url)
    degres = answer.context["degres"]
    assert [(degre.value, len(preuves)) for degre, preuves in degres] == [("coeur", 1)]
    text = answer.content.decode()
    assert "L’outil a changé." in text
    assert "Un organisme" in text
    assert client.get(site.rev3.url).context["pages"][0].nombre_metiers == 1


def test_a_sector_gathers_by_level(site, client: Client) -> None:
    page = SecteurPageFactory(parent=site.secteurs)
    ChantierPageFactory(parent=site.grands_chantiers, chantier__secteur=page.secteur)
    MetierPageFactory(parent=site.metiers, niveau_entree=6)
    MetierPageFactory(parent=site.metiers, niveau_entree=3)
    MetierPageFactory(parent=site.metiers, secteurs=["mer"])
    context = client.get(page.url).context
    assert [level for level, _jobs in context["niveaux"]] == ["CAP", "Bac + 3"]
    assert len(context["chantiers"]) == 1


def test_a_large_work_says_where_when_and_with_whom(site, client: Client) -> None:
    page = ChantierPageFactory(parent=site.grands_chantiers)
    page.chantier.departements.set([DepartementFactory(), DepartementFactory(code="80")])
    metier = MetierPageFactory(parent=site.metiers)
    MetierChantier.objects.create(content_object=metier, tag=page.chantier)
    chiffre = Chiffre.objects.create(
        cle="emplois", nature="emploi", libelle="emplois", valeur=6000, unite="personnes", grain="chantier",
        annee=2025, source_titre="Dossier", source_editeur="SCSNE", live=True,
    )  # fmt: skip
    ChantierChiffre.objects.create(page=page, chiffre=chiffre)
    answer = client.get(page.url)
    text = answer.content.decode()
    assert [item.pk for item in answer.context["metiers"]] == [metier.pk]
    assert text.count("chrono__") == 11, "one tile a year"
    assert text.count("carte__ici") == 2
    assert "SCSNE" in text


# Map of the site, sitemap, robots


def test_the_sitemap_knows_pages_routes_and_languages(site, client: Client) -> None:
    tree("en")
    PageLibreFactory(parent=site.home, slug="parents")
    event, over = EvenementFactory(), EvenementFactory(sessions=[(-3, 9, 12)])
    lycee, empty = EtablissementFactory(), EtablissementFactory()
    OffreFactory(formation=FormationPageFactory(parent=site.formations), etablissement=lycee)
    text = client.get("/sitemap.xml").content.decode()
    for path in ("/fr/", "/en/", "/fr/parents/", event.url, lycee.get_absolute_url(), "/en/plan-du-site/"):
        assert f"<loc>http://127.0.0.1:8000{path}</loc>" in text, path
    assert over.url not in text
    assert empty.uai not in text
    locations = re.findall(r"<loc>http://127.0.0.1:8000(.*?)</loc>", text)
    assert {path: client.get(path).status_code for path in locations} == dict.fromkeys(locations, 200)


def test_robots_and_the_map_of_the_site(site, client: Client) -> None:
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()
    parent = PageLibreFactory(parent=site.home)
    child = PageLibreFactory(parent=parent)
    text = client.get("/fr/plan-du-site/").content.decode()
    assert child.url in text
    assert [page.pk for page in client.get(parent.url).context["enfants"]] == [child.pk]


# Free pages


def test_a_page_with_pages_below_lists_them_first(site, client: Client) -> None:
    parent = PageLibreFactory(parent=site.home, title="Une question", slug="aide", body=QUESTION)
    PageLibreFactory(parent=parent, title="Que faire après la 3e", slug="apres-la-3e")
    html = client.get("/fr/aide/").content.decode()
    # One span holds the title: the row is a flex container, where « 3 », « e » and the rest would stand apart.
    assert "<span>Que faire après la 3<sup>e</sup></span>" in html
    assert html.index('id="rubrique"') < html.index("<h2>Et si je me trompe")


def test_a_question_stands_in_the_contents_of_its_page(site, client: Client) -> None:
    PageLibreFactory(parent=site.home, title="Aide", slug="aide", body=[*QUESTION, *TEXT, *TEXT])
    html = client.get("/fr/aide/").content.decode()
    contents = html[html.index('class="sommaire"') :]
    assert "Et si je me trompe" in contents[: contents.index("</nav>")]
