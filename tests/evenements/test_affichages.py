"""“Qui nous affiche”: sites, forms, weeks, old code; and the UAI of schools that merged."""

import datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.roles import Role
from evenements.admin.affichages import form_of, showings
from evenements.listings import EvenementFilterForm
from evenements.models import Evenement
from evenements.selection import agenda_listing
from search.journal.models import EmbedDay
from territoires.successors import current, families
from tests.backoffice.conftest import make_user
from tests.evenements.factories import EvenementFactory
from tests.territoires.factories import EtablissementFactory

pytestmark = pytest.mark.django_db


def shown(host: str, path: str, views: int, days: int = 0) -> None:
    day = timezone.localdate() - datetime.timedelta(days=days)
    EmbedDay.objects.create(day=day, host=host, path=path, views=views)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/embed/v1/agenda/", "cadre (iframe)"),
        ("/embed/v1.js", "script"),
        ("/embed/v1-0a1b2c3d.js", "script"),
        ("/oembed", "oEmbed"),
        ("/fr/agenda/agenda.ics", "calendrier"),
        ("/fr/agenda/agenda.rss", "flux RSS"),
        ("/fr/agenda/agenda.json", "JSON"),
        ("/api/v1/evenements/", "JSON"),
    ],
)
def test_the_form_is_known_by_the_address(path: str, form: str) -> None:
    assert form_of(path) == form


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def test_sites_by_form_and_week_the_most_shown_first() -> None:
    shown("lycee.example", "/embed/v1/agenda/", 3)
    shown("lycee.example", "/embed/v1/agenda/", 4, days=7)
    shown("lycee.example", "/fr/agenda/agenda.rss", 1)
    shown("college.example", "/embed/v1/agenda/", 9)
    shown("ancien.example", "/embed/v1/agenda/", 90, days=200)
    found = showings(timezone.localdate())
    assert [(one.host, one.form, one.total) for one in found] == [
        ("college.example", "cadre (iframe)", 9),
        ("lycee.example", "cadre (iframe)", 7),
        ("lycee.example", "flux RSS", 1),
    ]
    assert len(found[1].weeks) == 2


def test_a_site_whose_code_is_old_is_named_until_it_copies_the_new_one() -> None:
    shown("lycee.example", "/embed/agenda/", 5, days=3)
    (one,) = showings(timezone.localdate())
    assert one.outdated
    assert one.old == {"/embed/agenda/"}
    shown("lycee.example", "/embed/v1/agenda/", 5)
    (one,) = showings(timezone.localdate())
    assert not one.outdated


@pytest.mark.parametrize("role", [Role.REFERENT, Role.ANALYSTE, Role.RESPONSABLE, Role.ADMINISTRATION])
def test_the_screen_and_its_file(role: Role) -> None:
    client = client_of(role)
    empty = client.get(reverse("affichages"))
    assert "Aucun site" in empty.content.decode()
    shown("lycee.example", "/embed/agenda/", 5)
    shown("=cmd.example", "/embed/v1/agenda/", 2)
    text = client.get(reverse("affichages")).content.decode()
    assert "lycee.example" in text
    assert "Leur code est ancien" in text
    file = client.get(reverse("affichages"), {"format": "csv"})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Semaine du;Site;Forme;Affichages;Code ancien"
    assert lines[1].endswith(";lycee.example;cadre (iframe);5;oui")
    assert ";'=cmd.example;" in lines[2], "no formula for a spreadsheet"
    assert f'href="{reverse("affichages")}"' in client.get("/admin/").content.decode() or "affichages" in (
        client.get("/admin/").content.decode()
    )


@pytest.mark.parametrize("role", [Role.REDACTION, Role.WORLDSKILLS])
def test_others_do_not_see_it(role: Role) -> None:
    assert client_of(role).get(reverse("affichages")).status_code == 302


# The UAI of schools that close or merge


def chain() -> tuple[Any, Any, Any, Any]:
    """Two that merged into a third, which became a fourth."""
    last = EtablissementFactory(nom="Lycée d’aujourd’hui")
    middle = EtablissementFactory(nom="Lycée d’hier", remplace_par=last, ouvert=False)
    one, two = (EtablissementFactory(remplace_par=middle, ouvert=False) for _number in range(2))
    return one, two, middle, last


def found(uai: str) -> set[str]:
    listing = agenda_listing(QueryDict(f"uai={uai}"), "fr", "/fr/agenda/")
    return {item.titre for item in listing.items}


def test_an_old_code_answers_for_the_school_that_took_over() -> None:
    one, two, _middle, last = chain()
    EvenementFactory(titre="Nouvelles portes", etablissement=last)
    EvenementFactory(titre="Gardé sur l’ancien", etablissement=two)
    EvenementFactory(titre="Ailleurs", etablissement=EtablissementFactory())
    for uai in (one.uai, two.uai, last.uai):
        assert found(uai) == {"Nouvelles portes", "Gardé sur l’ancien"}


def test_a_school_that_closed_without_successor_keeps_answering() -> None:
    closed = EtablissementFactory(ouvert=False)
    EvenementFactory(titre="Dernière fête", etablissement=closed)
    assert found(closed.uai) == {"Dernière fête"}


def test_the_chip_says_the_name_of_today_under_the_code_asked() -> None:
    one, *_others, last = chain()
    form = EvenementFilterForm(QueryDict(f"uai={one.uai}"), path="/fr/agenda/")
    assert [(chip.value, chip.label) for chip in form.active] == [(one.uai, last.nom)]
    assert form.querystring() == f"uai={one.uai}", "addresses copied by schools stay as they are"


def test_chains_that_turn_in_circles_end(django_assert_num_queries: Any) -> None:
    one, two = EtablissementFactory(), EtablissementFactory()
    one.remplace_par, two.remplace_par = two, one
    one.save()
    two.save()
    with django_assert_num_queries(1):
        assert families([one.uai, "0000000A"]).keys() == {one.uai}
    assert current(one) in {one, two}


def test_what_took_over_is_found_through_any_number_of_mergers() -> None:
    one, *_others, last = chain()
    assert current(one) == last
    assert families([one.uai])[one.uai].uai == last.uai
    assert Evenement.objects.count() == 0
