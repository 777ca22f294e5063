"""The page of an event: its dates, its state, its calendars, its place, what is near."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from wagtail.models import Locale

from evenements.add_to_calendar import calendar_links
from evenements.models import Evenement, EvenementChantier, EvenementSession
from tests.evenements.factories import EvenementFactory, at
from tests.home.factories import tree
from tests.secteurs.factories import GrandChantierFactory
from tests.territoires.factories import CommuneFactory, abbeville

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return tree()


def shown(client: Client, event: Evenement):
    return html.fromstring(client.get(event.url).content)


def test_thirty_sessions_are_folded_and_past_ones_apart(client: Client) -> None:
    event = EvenementFactory(sessions=[(day * 3, 9, 12) for day in range(-4, 26) if day])
    page = shown(client, event)
    dates = page.xpath("//*[@id='pratique']//dd[1]")[0]
    assert len(dates.xpath("./span")) == 6
    folded = dates.xpath("./details")
    assert [len(one.xpath("./span")) for one in folded] == [19, 4]
    assert "19 autres dates" in folded[0].findtext("summary").replace("\u00a0", " ")
    assert "4 dates passées" in folded[1].findtext("summary").replace("\u00a0", " ")


@time_machine.travel(datetime.datetime(2027, 3, 20, 12, tzinfo=datetime.UTC), tick=False)
def test_hours_stay_those_of_paris_across_the_change_of_hour(client: Client) -> None:
    event = EvenementFactory()
    event.sessions.all().delete()
    for day in (27, 28):
        start = datetime.datetime(2027, 3, day, 9, tzinfo=timezone.get_current_timezone())
        EvenementSession.objects.create(evenement=event, debut=start, fin=start + datetime.timedelta(hours=3))
    page = shown(client, event)
    moments = page.xpath("//span[contains(@class,'seance')]/time/@datetime")
    assert moments == ["2027-03-27T09:00:00+01:00", "2027-03-28T09:00:00+02:00"]
    assert page.text_content().replace("\u00a0", " ").count("9 h à 12 h") >= 2


@pytest.mark.parametrize(
    ("etat", "word"), [("annule", "Annulé"), ("reporte", "Reporté"), ("complet", "Complet")]
)
def test_a_change_of_state_is_in_the_title_of_the_page(client: Client, etat: str, word: str) -> None:
    page = shown(client, EvenementFactory(titre="Forum", etat=etat))
    assert page.findtext(".//title").replace("\u00a0", " ").startswith(f"{word} : Forum")
    assert page.xpath(f"//*[contains(@class, 'alerte')][contains(., '{word}')]")


def test_plain_links_to_the_usual_calendars_in_universal_time(client: Client) -> None:
    event = EvenementFactory(titre="Forum & salon")
    event.sessions.all().delete()
    start = datetime.datetime(2030, 7, 6, 9, tzinfo=timezone.get_current_timezone())
    session = EvenementSession.objects.create(
        evenement=event, debut=start, fin=start + datetime.timedelta(hours=3)
    )
    google, outlook, yahoo = (parse_qs(urlsplit(link.url).query) for link in calendar_links(event, session))
    assert google["dates"] == ["20300706T070000Z/20300706T100000Z"]
    assert google["text"] == yahoo["title"] == outlook["subject"] == ["Forum & salon"]
    assert outlook["startdt"] == ["2030-07-06T07:00:00+00:00"]
    assert event.url in google["details"][0]
    links = shown(client, event).xpath("//p[@class='ajoute']/a")
    assert [link.text for link in links] == ["Google", "Outlook", "Yahoo"]
    assert {link.get("rel") for link in links} == {"noreferrer"}


def test_nothing_to_add_when_cancelled_or_over(client: Client) -> None:
    for event in (EvenementFactory(etat="annule"), EvenementFactory(sessions=[(-3, 9, 12)])):
        assert not shown(client, event).xpath("//p[@class='ajoute']")


def test_what_is_near_differs_from_page_to_page(client: Client) -> None:
    lille = [EvenementFactory(titre=f"Lille {n}", sessions=[(30 + n, 9, 12)]) for n in range(4)]
    there = [
        EvenementFactory(titre=f"Abbeville {n}", commune=abbeville(), sessions=[(n + 1, 9, 12)])
        for n in range(4)
    ]
    near_lille = {item.titre for item in client.get(lille[0].url).context["autour"]}
    near_abbeville = {item.titre for item in client.get(there[0].url).context["autour"]}
    assert near_lille == {"Lille 1", "Lille 2", "Lille 3"}, "near before soon"
    assert near_abbeville == {"Abbeville 1", "Abbeville 2", "Abbeville 3"}


def test_the_same_kind_and_sector_come_before_others_at_the_same_place(client: Client) -> None:
    event = EvenementFactory(type="jpo", secteurs=["mer"])
    EvenementFactory(titre="Autre genre", type="forum", secteurs=["mer"], sessions=[(1, 9, 12)])
    EvenementFactory(titre="Autre secteur", type="forum", secteurs=["sante"], sessions=[(2, 9, 12)])
    EvenementFactory(titre="Pareil", type="jpo", secteurs=["mer"], sessions=[(50, 9, 12)])
    EvenementFactory(titre="Annulé", type="jpo", secteurs=["mer"], etat="annule")
    near = [item.titre for item in client.get(event.url).context["autour"]]
    assert near == ["Pareil", "Autre genre", "Autre secteur"]


def test_a_large_work_is_linked(client: Client) -> None:
    event = EvenementFactory()
    chantier = GrandChantierFactory()
    EvenementChantier.objects.create(content_object=event, tag=chantier)
    assert shown(client, event).xpath(f"//*[@id='chantiers']//a[contains(@href, '{chantier.slug}')]")
    found = client.get(f"/fr/agenda/?chantier={chantier.slug}").context["listing"]
    assert [item.pk for item in found.items] == [event.pk]


def test_a_note_written_in_french_says_its_language_on_an_english_page(client: Client) -> None:
    tree("en")
    event = EvenementFactory(locale=Locale.objects.get(language_code="en"))
    event.sessions.update(precision="site de Lens")
    page = shown(client, event)
    assert page.xpath("//span[@lang='fr']/text()") == ["site de Lens"]


@pytest.mark.parametrize("slug", ["mois", "carte", "passes", "afficher", "proposer", "flux"])
def test_no_event_takes_the_address_of_a_page_of_the_agenda(slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Evenement(slug=slug, titre="Portes ouvertes").clean_fields()
    assert "slug" in refused.value.message_dict


def test_the_page_costs_the_same_with_many_dates(client: Client) -> None:
    event = EvenementFactory()
    client.get(event.url)
    with CaptureQueriesContext(connection) as few:
        client.get(event.url)
    for day in range(30):
        EvenementSession.objects.create(evenement=event, debut=at(day + 1), fin=at(day + 1, 12))
        EvenementFactory(commune=CommuneFactory(), secteurs=["mer"])
    with CaptureQueriesContext(connection) as many:
        answer = client.get(event.url)
    assert len(many) <= len(few) + 1, "the sectors of what is near are read once"
    assert len(re.findall(rb"<[a-z]", answer.content)) <= 900
