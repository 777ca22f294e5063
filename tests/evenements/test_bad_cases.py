"""What comes one day in any agenda: every form answers, says the dates of Paris, loses nothing, runs nothing."""

import datetime
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import escape

from evenements.models import Evenement, EvenementSession
from tests.evenements.factories import EvenementFactory
from tests.evenements.reading import (
    api_items,
    calendar_events,
    feed_items,
    listed,
    path_of,
    syndicated,
    vevents,
)
from tests.home.factories import tree
from tests.territoires.factories import EtablissementFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime.datetime(2027, 3, 1, 12, tzinfo=PARIS)
#: As somebody types it in any field; the editor of rich text escapes it by itself.
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
LONGEST = 140
RTL = "\u202eمعرض المهن 🦊👩🏽\u200d🔧 \u202dabc"

LISTS = (
    "/fr/agenda/",
    "/fr/agenda/mois/",
    "/fr/agenda/mois/2027-03/",
    "/fr/agenda/carte/",
    "/fr/agenda/passes/",
    "/fr/agenda/flux/",
    "/fr/agenda/agenda.ics",
    "/fr/agenda/agenda.rss",
    "/fr/agenda/agenda.atom",
    "/fr/agenda/agenda.json",
    "/api/v1/evenements/",
    "/embed/v1/agenda/",
    "/embed/v1/fragment/",
)
OEMBED = "/oembed?url={}&format={}"


def paris(*moment: int, fold: int = 0) -> datetime.datetime:
    year, month, day, hour, minute = (*moment, 0, 0)[:5]
    return datetime.datetime(year, month, day, hour, minute, tzinfo=PARIS, fold=fold)


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        tree()
        yield


def event(*sessions: tuple[datetime.datetime, datetime.datetime], **fields: Any) -> Evenement:
    made = EvenementFactory(sessions=[], **fields)
    EvenementSession.objects.filter(evenement=made).delete()
    for start, end in sessions or [(paris(2027, 3, 20, 9), paris(2027, 3, 20, 12))]:
        EvenementSession.objects.create(evenement=made, debut=start, fin=end)
    return made


def no_place() -> Evenement:
    return event(commune=None, departement=None, lieu="", adresse="", mode="en_ligne")


def place_unknown() -> Evenement:
    """Online no more, and nobody said where: older data, an établissement that was deleted."""
    return event(commune=None, departement=None, lieu="")


def organiser_deleted() -> Evenement:
    school = EtablissementFactory()
    made = event(etablissement=school, lieu="")
    school.delete()
    made.refresh_from_db()
    assert made.etablissement is None
    return made


def many_dates() -> Evenement:
    days = (paris(2027, 3, 2, 9) + datetime.timedelta(days=number) for number in range(30))
    return event(*((day, day + datetime.timedelta(hours=3)) for day in days))


CASES: dict[str, Callable[[], Evenement]] = {
    "minuit": lambda: event((paris(2027, 3, 31, 22), paris(2027, 4, 1, 2))),
    "heure d’été": lambda: event((paris(2027, 3, 28, 1), paris(2027, 3, 28, 4))),
    "heure d’hiver": lambda: event((paris(2027, 10, 31, 2, 30), paris(2027, 10, 31, 2, 30, fold=1))),
    "29 février": lambda: event((paris(2028, 2, 29, 9), paris(2028, 2, 29, 12))),
    "trente dates": many_dates,
    "sans lieu": no_place,
    "lieu inconnu": place_unknown,
    "organisateur supprimé": organiser_deleted,
    "emoji et droite à gauche": lambda: event(titre=RTL, lieu=RTL, organisateur=RTL),
    "titre sans espace": lambda: event(titre="W" * LONGEST, resume="W" * 200, lieu="W" * 160),
    "HTML partout": lambda: event(
        titre=HOSTILE,
        resume=HOSTILE,
        lieu=HOSTILE,
        acces=HOSTILE,
        a_preparer=HOSTILE,
        organisateur=HOSTILE,
        etat="annule",
        etat_precision=HOSTILE,
        description=json.dumps([{"type": "texte", "value": {"titre": HOSTILE, "texte": escape(HOSTILE)}}]),
    ),
    "le même jour pendant cent jours": lambda: event((paris(2027, 3, 2, 9), paris(2027, 6, 10, 18))),
    "déjà commencé": lambda: event((paris(2027, 2, 27, 9), paris(2027, 3, 2, 18))),
}


def answers(client: Client, address: str) -> Any:
    """A frame holds its style, under a policy of its own: the client of the tests refuses it elsewhere."""
    response = (Client() if address.startswith("/embed/") else client).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response


@pytest.mark.parametrize("case", CASES)
def test_every_form_answers_and_holds_the_event(client: Client, case: str) -> None:
    made = CASES[case]()
    for address in LISTS:
        body = answers(client, address).content.decode()
        if "<html" in body or "fragment" in address:  # elsewhere it is text, and stays as it was typed
            assert "<script>alert" not in body, address
            assert "<img src=x" not in body, address
    page = answers(client, made.url).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert vevents(client, f"{made.url.rstrip('/')}.ics")
    assert listed(client, "") == [made.url]
    assert syndicated(client, "rss", "") == syndicated(client, "atom", "") == [made.url]
    assert feed_items(client, "") == api_items(client, "") == [made.url]
    assert calendar_events(client, "") == {made.url}
    framed = quote(f"http://127.0.0.1:8000{made.url}", safe="")
    for kind in ("json", "xml"):
        assert client.get(OEMBED.format(framed, kind)).status_code in {200, 404}


def test_an_event_across_midnight_is_of_the_month_where_it_starts(client: Client) -> None:
    made = CASES["minuit"]()
    months = [first for first, _items in answers(client, "/fr/agenda/").context["listing"].months]
    assert months == [datetime.date(2027, 3, 1)]
    assert listed(client, "au=2027-03-31") == [made.url]
    assert listed(client, "du=2027-04-01") == [made.url], "it still goes on after midnight"
    assert listed(client, "du=2027-04-02") == []


@pytest.mark.parametrize(
    ("case", "hours"), [("heure d’été", 2), ("heure d’hiver", 1)], ids=["mars", "octobre"]
)
def test_the_nights_of_the_change_of_hour_keep_their_length(client: Client, case: str, hours: int) -> None:
    made = CASES[case]()
    (item,) = vevents(client, f"{made.url.rstrip('/')}.ics")
    start, end = item["DTSTART"].dt, item["DTEND"].dt
    assert end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC) == datetime.timedelta(hours=hours)
    sent = client.get("/api/v1/evenements/").json()["evenements"][0]
    assert path_of(sent["liens"]["page"]) == made.url


def test_thirty_dates_are_all_there(client: Client) -> None:
    made = CASES["trente dates"]()
    assert len(vevents(client, f"{made.url.rstrip('/')}.ics")) == 30
    context = answers(client, made.url).context
    assert len(context["sessions"]) == 30
    assert listed(client, "") == [made.url], "once in a list"


def test_two_events_at_one_hour_have_one_order_everywhere(client: Client) -> None:
    made = [event() for _number in range(4)]
    order = [one.url for one in sorted(made, key=lambda one: one.pk)]
    assert listed(client, "") == feed_items(client, "") == api_items(client, "") == order
    pages = [listed(client, f"n=1&page={number}") for number in range(1, 5)]
    assert pages == [[url] for url in order]


@pytest.mark.parametrize("length", [LONGEST + 1, 300])
def test_a_title_too_long_is_refused_in_words(length: int) -> None:
    made = event()
    made.titre = "é" * length
    with pytest.raises(ValidationError) as refused:
        made.full_clean()
    assert str(LONGEST) in refused.value.message_dict["titre"][0]


BAD_QUERIES = (
    "du=2026-02-31",
    "au=2027-02-29",
    "du=hier&au=demain",
    "du=2027-04-01&au=2027-03-01",
    "du=0001-01-01&au=9999-12-31",
    "du=99999-01-01",
    "type=jpo&type=inconnu",
    "dep=59&commune=80001&rayon=5",
    "dep=99",
    "commune=00000&rayon=-5",
    "pres=Nulle-Part-sur-Mer&rayon=10",
    "uai=0000000X",
    "page=0",
    "page=99999999999999999999",
    "n=0",
    "n=-1",
    "n=1e9",
    "secteur=%00",
    "type=%F0%9F%A6%8A&public=%E2%80%AE",
    "rev3=tous&secteur=" + "a" * 3000,
    "du=2027-03-01&du=2027-03-02&du=x",
)


@pytest.mark.parametrize("query", BAD_QUERIES, ids=lambda query: query[:40])
@pytest.mark.parametrize("filled", [False, True], ids=["zero", "un"])
def test_filters_that_contradict_get_an_answer(client: Client, query: str, filled: bool) -> None:
    if filled:
        event()
    for address in LISTS:
        answers(client, f"{address}?{query}")
    framed = quote(f"http://127.0.0.1:8000/embed/v1/agenda/?{query}", safe="")
    for kind in ("json", "xml"):
        assert client.get(OEMBED.format(framed, kind)).status_code in {200, 404}


@pytest.mark.parametrize("address", ["/fr/agenda/", "/fr/agenda/carte/"])
def test_a_day_that_does_not_exist_is_said(client: Client, address: str) -> None:
    assert "2026-02-31" in answers(client, f"{address}?du=2026-02-31").content.decode()


@pytest.mark.parametrize(
    "month", ["2027-00", "2027-13", "0000-01", "9999-12", "10000-01", "mars", "2027-3", "🦊"]
)
def test_months_that_do_not_exist(client: Client, month: str) -> None:
    assert client.get(f"/fr/agenda/mois/{quote(month)}/").status_code in {200, 301, 302, 404}


def test_the_agenda_of_nothing(client: Client) -> None:
    assert "Aucune date" in answers(client, "/fr/agenda/").content.decode()
    assert vevents(client, "/fr/agenda/agenda.ics") == []
    assert feed_items(client, "") == api_items(client, "") == []
    assert answers(client, "/embed/v1/agenda/").content.decode().count("<a "), "never a blank box"
