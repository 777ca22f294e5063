"""The space of WorldSkills: dates, trades and people of the competition, kept by a team that touches nothing else."""

import re
from itertools import count, islice
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from ambassadeurs.enums import Genre
from ambassadeurs.models import AmbassadeurPage
from common.roles import Role, write_roles
from evenements.models import EvenementFormation, EvenementMetier
from home.models import WorldSkillsPage
from tests.ambassadeurs.factories import AmbassadeurPageFactory, days
from tests.backoffice.conftest import make_user
from tests.evenements.factories import EvenementFactory
from tests.formations.factories import FormationPageFactory
from tests.home.factories import tree
from tests.metiers.factories import MetierPageFactory
from tests.queries import assert_flat, assert_queries_above_baseline

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SimpleNamespace:
    site = tree()
    site.worldskills = site.home.add_child(instance=space(site.home.locale))
    return site


def space(locale: Locale, **fields: Any) -> WorldSkillsPage:
    return WorldSkillsPage(
        title="WorldSkills", slug="worldskills", chapo="Le concours.", locale=locale, **fields
    )


def selection(site: SimpleNamespace, job: str = "Soudeuse", **fields: Any) -> tuple[Any, Any, Any]:
    """An event of the competition, the trade it names and the training beside it."""
    event = EvenementFactory(type="worldskills", **fields)
    metier = MetierPageFactory(parent=site.metiers, title=job)
    formation = FormationPageFactory(parent=site.formations, title=f"Bac pro {job}")
    EvenementMetier.objects.create(evenement=event, metier=metier)
    EvenementFormation.objects.create(evenement=event, formation=formation)
    return event, metier, formation


def candidate(site: SimpleNamespace, **fields: Any) -> Any:
    return AmbassadeurPageFactory(parent=site.worldskills, prenom="Noé", **fields)


# What it gathers


def test_dates_trades_and_trainings_come_from_the_events(site, client: Client) -> None:
    coming, metier, formation = selection(site, titre="Soudage", sessions=[(9, 9, 17)])
    past, other, _course = selection(site, "Coiffeuse", titre="Coiffure", sessions=[(-9, 9, 17)])
    EvenementFactory(titre="Portes ouvertes", type="jpo")
    draft, hidden, _course = selection(site, "Fleuriste", live=False)
    answer = client.get("/fr/worldskills/")
    assert [event.titre for event in answer.context["a_venir"]] == ["Soudage"]
    assert [event.titre for event in answer.context["passes"]] == ["Coiffure"]
    trades = {one.metier.title: one for one in answer.context["concours"]}
    assert set(trades) == {"Soudeuse", "Coiffeuse"}
    assert trades["Soudeuse"].evenement == coming
    assert [page.title for page in trades["Soudeuse"].formations] == [formation.title]
    assert trades["Coiffeuse"].evenement is None, "a past event is not announced as the next one"
    html = answer.content.decode()
    for url in (metier.url, formation.url, other.url, coming.url, past.url):
        assert f'href="{url}"' in html
    assert hidden.url not in html
    assert draft.url not in html


def test_its_dates_can_be_subscribed_to(site, client: Client) -> None:
    EvenementFactory(titre="Soudage", type="worldskills")
    EvenementFactory(titre="Portes ouvertes")
    html = client.get("/fr/worldskills/").content.decode()
    (address,) = re.findall(r'href="webcal://[^/]+([^"]+)"', html)
    assert address == "/fr/agenda/agenda.ics?type=worldskills"
    calendar = client.get(address).content.decode()
    assert re.findall(r"SUMMARY:(\w+)", calendar) == ["Soudage"]


def test_without_anything_it_says_so(site, client: Client) -> None:
    html = client.get("/fr/worldskills/").content.decode()
    assert "Pas de date annoncée" in html
    assert "Les métiers en concours" not in html
    assert "Elles et ils concourent" not in html


def test_in_english_what_is_not_translated_is_in_french(site, client: Client) -> None:
    english = tree("en")
    english.home.add_child(
        instance=space(english.home.locale, translation_key=site.worldskills.translation_key)
    )
    event, metier, _formation = selection(site, titre="Soudage")
    person = candidate(site)
    html = client.get("/en/worldskills/").content.decode()
    assert f'href="{metier.url}" lang="fr" hreflang="fr"' in html
    assert f'href="{event.url}" lang="fr"' in html
    assert person.url in html
    assert "/en/agenda/agenda.ics?type=worldskills" in html


def test_it_costs_little_and_the_same_with_many(site, client: Client) -> None:
    numbers = count()

    def more() -> None:
        for number in islice(numbers, 8):
            selection(site, f"Métier {number}", sessions=[(number + 1, 9, 12), (number + 30, 9, 12)])
            candidate(site)

    more()
    assert_queries_above_baseline(client, site.worldskills, at_most=15)
    assert_flat(client, "/fr/worldskills/", more)


# Who competes


def test_a_candidate_is_shown_while_consent_lasts(site, client: Client) -> None:
    person = candidate(site)
    ended = candidate(site, consentement_jusqu_au=days(-1))
    other = AmbassadeurPageFactory(parent=site.ambassadeurs)
    assert client.get("/fr/worldskills/").context["candidats"] == [person]
    assert client.get(person.url).status_code == 200
    assert client.get(ended.url).status_code == 404
    assert other.genre == Genre.METIER


def test_a_minor_is_never_published_without_a_parent(site, client: Client) -> None:
    young = candidate(site, mineur=True, live=False)
    young.save_revision()
    with pytest.raises(ValidationError) as refused:
        young.get_latest_revision().publish()
    assert "consentement_parental_le" in refused.value.message_dict
    young.live = True  # whatever wrote it
    young.save()
    assert client.get(young.url).status_code == 404
    assert client.get("/fr/worldskills/").context["candidats"] == []
    young.consentement_parental_le = days(-1)
    young.save_revision().publish()
    assert client.get("/fr/worldskills/").context["candidats"] == [young]


def test_below_the_space_a_person_is_a_candidate(site) -> None:
    assert candidate(site, genre=Genre.METIER).genre == Genre.WORLDSKILLS


# Who keeps it


@pytest.fixture
def team(site) -> Client:
    client = Client()
    client.force_login(make_user(Role.WORLDSKILLS))
    return client


def opens(client: Client, name: str, *arguments: Any) -> bool:
    return client.get(reverse(f"wagtailadmin_pages:{name}", args=arguments)).status_code == 200


def test_the_team_keeps_its_space_and_its_candidates(site, team: Client) -> None:
    person = candidate(site)
    assert opens(team, "edit", site.worldskills.pk)
    assert opens(team, "edit", person.pk)
    assert opens(team, "add", "ambassadeurs", "ambassadeurpage", site.worldskills.pk)
    team.post(reverse("wagtailadmin_pages:unpublish", args=(person.pk,)))
    person.refresh_from_db()
    assert not person.live, "a candidate who changes his mind is withdrawn at once, without anybody else"
    team.post(reverse("wagtailadmin_pages:delete", args=(person.pk,)))
    assert not AmbassadeurPage.objects.filter(pk=person.pk).exists()


def test_the_team_touches_nothing_else(site, team: Client) -> None:
    others = [
        site.home,
        site.ambassadeurs,
        site.agenda,
        site.rev3,
        AmbassadeurPageFactory(parent=site.ambassadeurs),
        MetierPageFactory(parent=site.metiers),
    ]
    for page in others:
        for name in ("edit", "unpublish", "delete", "copy"):
            assert not opens(team, name, page.pk), (page, name)
    assert not opens(team, "add", "ambassadeurs", "ambassadeurpage", site.ambassadeurs.pk)
    assert not opens(team, "add", "home", "pagelibre", site.home.pk)


def test_a_candidate_cannot_be_moved_among_ambassadors(site, team: Client) -> None:
    person = candidate(site)
    team.post(reverse("wagtailadmin_pages:move_confirm", args=(person.pk, site.ambassadeurs.pk)))
    person.refresh_from_db()
    assert person.get_parent().pk == site.worldskills.pk


def test_the_team_keeps_the_events_of_the_competition_alone(site, team: Client) -> None:
    own = EvenementFactory(type="worldskills")
    other = EvenementFactory(type="jpo")
    edit = "wagtailsnippets_evenements_evenement:edit"
    assert team.get(reverse(edit, args=(own.pk,))).status_code == 200
    assert team.get(reverse(edit, args=(other.pk,))).status_code != 200


def test_the_rights_follow_the_pages_of_every_language_and_survive_migrations(site) -> None:
    english = tree("en")
    page = english.home.add_child(
        instance=space(english.home.locale, translation_key=site.worldskills.translation_key)
    )
    client = Client()
    client.force_login(make_user(Role.WORLDSKILLS))
    write_roles()
    assert opens(client, "edit", page.pk)
    assert opens(client, "edit", site.worldskills.pk)
    assert not opens(client, "edit", english.home.pk)
