"""A call for projects: for whom, how much, who pays, until when; it closes by itself at its hour."""

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from lxml import html
from wagtail.documents import get_document_model

from evenements.models import AppelProjets, Evenement, EvenementDocument
from tests.evenements.factories import EvenementFactory
from tests.home.factories import tree

pytestmark = pytest.mark.django_db

OPENING = datetime.datetime(2027, 1, 4, 8, tzinfo=datetime.UTC)
CLOSING = datetime.datetime(2027, 2, 2, 16, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def site():
    with time_machine.travel(OPENING, tick=False):
        yield tree()


@pytest.fixture
def appel(site) -> Evenement:
    event = EvenementFactory(
        titre="Une classe, un métier",
        type="appel-projets",
        mode="en_ligne",
        commune=None,
        departement=None,
        lieu="",
        inscription="obligatoire",
        inscription_url="https://example.org/deposer",
    )
    event.sessions.all().delete()
    AppelProjets.objects.create(
        evenement=event,
        ouverture=OPENING,
        cloture=CLOSING,
        pour_qui="Les collèges",
        montant="Jusqu’à 2 000 €",
        financeurs="Région et FSE+",
        fse=True,
    )
    event = Evenement.objects.get(pk=event.pk)
    event.save()
    return Evenement.objects.get(pk=event.pk)


def text(client: Client, path: str) -> str:
    return html.fromstring(client.get(path).content).text_content().replace("\u00a0", " ")


def test_its_closing_is_a_date_of_the_agenda_that_follows_it(appel: Evenement) -> None:
    (reminder,) = appel.sessions.all()
    assert timezone.localtime(reminder.debut).hour == 9
    assert (reminder.fin, reminder.est_rappel) == (CLOSING, True)
    appel.appels.all().update(cloture=CLOSING + datetime.timedelta(days=7))
    again = Evenement.objects.get(pk=appel.pk)
    again.save()
    again.save()
    (moved,) = Evenement.objects.get(pk=appel.pk).sessions.all()
    assert (moved.pk, moved.uid) == (reminder.pk, reminder.uid), "calendars move it and add nothing"
    assert moved.fin == CLOSING + datetime.timedelta(days=7)


def test_a_draft_carries_the_reminder_until_it_is_published(appel: Evenement) -> None:
    appel.sessions.all().delete()
    fresh = Evenement.objects.get(pk=appel.pk)
    fresh.save_revision(clean=False).publish()
    assert [one.fin for one in Evenement.objects.get(pk=appel.pk).sessions.all()] == [CLOSING]


def test_another_type_loses_the_reminder(appel: Evenement) -> None:
    appel.type = "forum"
    appel.save()
    assert not Evenement.objects.get(pk=appel.pk).sessions.exists()


def test_lists_say_until_when_and_then_that_it_is_closed(appel: Evenement, client: Client) -> None:
    assert "Ouvert jusqu’au 2 février 2027, 17 h" in text(client, "/fr/agenda/")
    with time_machine.travel(CLOSING - SECOND, tick=False):
        assert "Ouvert jusqu’au 2 février 2027, 17 h" in text(client, "/fr/agenda/")
        page = html.fromstring(client.get(appel.url).content)
        assert page.xpath("//a[@class='btn']/@href") == ["https://example.org/deposer"]
    with time_machine.travel(CLOSING + SECOND, tick=False):
        assert client.get("/fr/agenda/").context["listing"].total == 0
        assert "Clos depuis le 2 février 2027, 17 h" in text(client, "/fr/agenda/passes/")
        page = html.fromstring(client.get(appel.url).content)
        assert "Clos." in page.text_content()
        assert not page.xpath("//a[@href='https://example.org/deposer']"), "nowhere to send to"


def test_before_it_opens_it_says_when(appel: Evenement, client: Client) -> None:
    with time_machine.travel(OPENING - SECOND, tick=False):
        assert "Ouvre le 4 janvier 2027, 9 h" in text(client, appel.url)


def test_the_page_says_for_whom_how_much_who_pays_and_shows_the_emblem(
    appel: Evenement, client: Client
) -> None:
    page = html.fromstring(client.get(appel.url).content)
    (section,) = page.xpath("//section[@id='appel']")
    words = section.text_content().replace("\u00a0", " ")
    for said in ("Les collèges", "Jusqu’à 2 000 €", "Région et FSE+", "2 février 2027, 17 h"):
        assert said in words
    assert section.xpath(".//img[contains(@src, 'europe')]/@alt")


def test_its_documents_are_files_to_download(appel: Evenement, client: Client) -> None:
    model = get_document_model()
    rules = model(title="reglement")
    rules.file.save("reglement.pdf", ContentFile(b"%PDF-1.7 " + b"0" * 3000))
    EvenementDocument.objects.create(evenement=appel, titre="Le règlement", document=rules)
    page = html.fromstring(client.get(appel.url).content)
    (link,) = page.xpath("//section[@id='documents']//a")
    assert "Le règlement" in link.text_content()
    assert link.get("href") == rules.url
    assert "PDF" in page.xpath("//section[@id='documents']")[0].text_content()


def test_a_call_without_its_dates_is_not_published(site) -> None:
    event = EvenementFactory(type="appel-projets")
    assert "appels" in Evenement.objects.get(pk=event.pk).publication_errors()


def test_it_cannot_close_before_it_opens(appel: Evenement) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        appel.appels.all().update(cloture=OPENING - SECOND)


def test_open_or_closed_costs_no_query_by_event(
    appel: Evenement, client: Client, django_assert_max_num_queries
) -> None:
    client.get("/fr/agenda/")
    with django_assert_max_num_queries(9 + 6):
        client.get("/fr/agenda/")
