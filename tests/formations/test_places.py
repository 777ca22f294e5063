"""Where a training is prepared: by distance to a commune, by département otherwise; the list filtered by place."""

import pytest
from django.test import Client

from formations.models import FormationPage
from tests.evenements.factories import EvenementFactory
from tests.formations.factories import FormationPageFactory, OffreFactory
from tests.home.factories import tree
from tests.territoires.factories import CommuneFactory, DepartementFactory, EtablissementFactory, abbeville

pytestmark = pytest.mark.django_db


@pytest.fixture
def formation() -> FormationPage:
    """In Lille (Nord), at school and as an apprentice, and in Abbeville (Somme)."""
    site = tree()
    found = FormationPageFactory(parent=site.formations)
    lille = EtablissementFactory(nom="Lycée de Lille", commune=CommuneFactory())
    OffreFactory(formation=found, etablissement=lille, voie="scolaire", capacite=24)
    OffreFactory(formation=found, etablissement=lille, voie="apprentissage", capacite=12)
    OffreFactory(
        formation=found, etablissement=EtablissementFactory(nom="Lycée d’Abbeville", commune=abbeville())
    )
    EvenementFactory(etablissement=lille, sessions=[(-3, 9, 12), (5, 9, 12)])
    return found


def places(answer) -> list[tuple[str, float | None]]:
    return [
        (lieu.etablissement.nom, lieu.distance_km and round(lieu.distance_km))
        for lieu in answer.context["lieux"]
    ]


def test_by_departement_without_a_commune(formation, client: Client) -> None:
    answer = client.get(formation.url)
    assert places(answer) == [("Lycée de Lille", None), ("Lycée d’Abbeville", None)]
    lille = answer.context["lieux"][0]
    assert lille.voies == "À l’école et en apprentissage"
    assert lille.capacite == 36
    assert len(lille.portes_ouvertes) == 1, "past open days are not announced"


@pytest.mark.parametrize(
    "query", ["?pres=80100", "?pres=abbeville", "?pres=Abbeville (Somme)", "?commune=80001"]
)
def test_nearest_first_from_a_postcode_a_name_or_a_code(formation, client: Client, query: str) -> None:
    found = places(client.get(formation.url + query))
    assert found[0] == ("Lycée d’Abbeville", 0)
    assert found[1] == ("Lycée de Lille", 104)


def test_an_unknown_commune_is_said_at_the_field_and_kept(formation, client: Client) -> None:
    answer = client.get(f"{formation.url}?pres=Lune-sur-Mer")
    assert "Lune-sur-Mer" in answer.context["place_error"]
    assert 'aria-invalid="true"' in answer.content.decode()


def test_closed_schools_and_drafts_are_not_places(formation, client: Client) -> None:
    formation.offres.filter(etablissement__nom="Lycée d’Abbeville").update(live=False)
    EtablissementFactory._meta.model.objects.filter(nom="Lycée de Lille").update(ouvert=False)
    assert places(client.get(formation.url)) == []


def test_the_list_is_filtered_by_place_and_way(formation, client: Client) -> None:
    FormationPageFactory(parent=formation.get_parent(), title="Sans lieu")
    url = formation.get_parent().url

    def titles(query: str) -> list[str]:
        return [item.title for item in client.get(url + query).context["listing"].items]

    DepartementFactory(code="02")
    assert titles("?dep=59") == [formation.title]
    assert titles("?dep=02") == []
    assert titles("?voie=apprentissage") == [formation.title]
    assert titles("?pres=Abbeville&rayon=5") == [formation.title]
    facets = {facet.name: facet for facet in client.get(url).context["listing"].facets}
    assert {choice.value: choice.count for choice in facets["dep"].choices} == {"02": 0, "59": 1, "80": 1}


def test_an_english_page_shows_the_places_of_the_french_one(formation, client: Client) -> None:
    english = tree("en")
    twin = FormationPageFactory(
        parent=english.formations, title="Maintenance", translation_key=formation.translation_key
    )
    assert [name for name, _km in places(client.get(twin.url))] == ["Lycée de Lille", "Lycée d’Abbeville"]
    assert client.get(f"{english.formations.url}?dep=80").context["listing"].total == 1
