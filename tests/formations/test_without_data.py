"""What a page says when the data have ended or say nothing: never a code as if it were current, never « 0 lieux »."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from formations.models import FormationPage
from tests.formations.factories import FormationPageFactory, OffreFactory
from tests.home.factories import tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def formation() -> FormationPage:
    return FormationPageFactory(parent=tree().formations, code_rncp="RNCP35889")


def text_of(client: Client, page: FormationPage) -> str:
    return client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("ends", "said"),
    [(None, False), (timedelta(days=0), False), (timedelta(days=30), False), (timedelta(days=-1), True)],
)
def test_an_ended_record_is_said(client: Client, formation, ends: timedelta | None, said: bool) -> None:
    formation.rncp_echeance = timezone.localdate() + ends if ends is not None else None
    formation.save()
    text = text_of(client, formation)
    assert "RNCP35889" in text
    assert ("fiche valable jusqu’au" in text) is said


def test_the_day_is_written_out(client: Client, formation) -> None:
    formation.rncp_echeance = date(2026, 8, 31)
    formation.save()
    assert "RNCP35889, fiche valable jusqu’au 31 août 2026." in text_of(client, formation)


def test_without_a_known_place_the_page_says_where_to_look(client: Client, formation) -> None:
    text = text_of(client, formation)
    assert "0 lieu" not in text
    assert "ne disent pas où cette formation se prépare" in text
    assert 'href="https://www.onisep.fr/"' in text
    assert 'href="/fr/referents/"' in text


def test_with_a_place_the_page_shows_it(client: Client, formation) -> None:
    OffreFactory(formation=formation)
    text = text_of(client, formation)
    assert "1 lieu en Hauts-de-France" in text
    assert "ne disent pas où" not in text
