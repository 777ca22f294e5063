"""People are on the site while they consent, and a school may invite them."""

import datetime
import logging
from typing import Any

import pytest
import time_machine
from django.core import mail, signing
from django.test import Client
from django.utils import timezone

from ambassadeurs.models import DemandeRencontre
from ambassadeurs.tasks import notify_referent
from territoires.models import ReferentScope
from tests.ambassadeurs.factories import AmbassadeurPageFactory, days
from tests.home.factories import tree
from tests.plugins.strict_client import StrictClient
from tests.territoires.factories import (
    BassinFactory,
    DepartementFactory,
    EtablissementFactory,
    ReferentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return tree()


@pytest.fixture
def ines(site):
    return AmbassadeurPageFactory(parent=site.ambassadeurs, departements=[DepartementFactory()])


def test_the_page_leaves_at_the_minute_consent_ends(ines, client: Client) -> None:
    assert client.get(ines.url).status_code == 200
    end = timezone.make_aware(
        datetime.datetime.combine(ines.consentement_jusqu_au, datetime.datetime.max.time())
    )
    with time_machine.travel(end, tick=False):
        assert client.get(ines.url).status_code == 200
    with time_machine.travel(end + datetime.timedelta(seconds=1), tick=False):
        assert client.get(ines.url).status_code == 404
        assert client.get(f"{ines.url}inviter/").status_code == 404
        assert client.get("/fr/ambassadeurs/").context["listing"].total == 0
        assert ines.url not in client.get("/sitemap.xml").content.decode()


def test_a_minor_needs_the_consent_of_a_parent(site, client: Client) -> None:
    young = AmbassadeurPageFactory(parent=site.ambassadeurs, mineur=True)
    assert client.get(young.url).status_code == 404
    assert client.get("/fr/ambassadeurs/").context["listing"].total == 0
    young.consentement_parental_le = days(-10)
    young.save()
    assert client.get(young.url).status_code == 200


# Inviting

TYPED = {
    "organisme": "Collège des Tilleuls, Lens",
    "departement": "59",
    "contact": "Mme Dupuis, professeure principale",
    "courriel": "dupuis@example.org",
    "rencontre": "classe",
    "message": "Une classe de 3e, en mars.",
}


def send(client: Client, ines: Any, wait: int = 20, **changes: Any) -> Any:
    """As a person who opened the page `wait` seconds ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(seconds=wait), tick=False):
        token = signing.dumps("invitation", salt="formulaire.invitation")
    return client.post(ines.invitation_url, {"jeton": token} | TYPED | changes)


@pytest.fixture
def checking() -> Client:
    """Refuses a post without token of its own, as a browser without cookie would be."""
    return StrictClient(enforce_csrf_checks=True)


def test_a_request_reaches_the_person_in_charge_without_any_cookie(ines, checking: Client) -> None:
    ReferentFactory(courriel="nord@example.org")
    answer = send(checking, ines)
    assert (answer.status_code, answer["Location"]) == (302, f"{ines.url}inviter/merci/")
    assert checking.get(answer["Location"]).status_code == 200
    demande = DemandeRencontre.objects.get()
    assert (demande.ambassadeur, demande.departement_id) == (ines, "59")
    assert notify_referent.func(demande.pk) == 1
    message = mail.outbox[0]
    assert message.to == ["nord@example.org"]
    assert message.reply_to == ["dupuis@example.org"]
    assert "Collège des Tilleuls" in message.body


def test_the_school_narrows_to_the_person_of_its_bassin(ines, client: Client) -> None:
    here, there = BassinFactory(), BassinFactory()
    for bassin, address in ((here, "ici@example.org"), (there, "ailleurs@example.org")):
        person = ReferentFactory(courriel=address)
        ReferentScope.objects.filter(referent=person).update(bassin=bassin)
    lycee = EtablissementFactory()
    lycee.commune.bassin = here
    lycee.commune.save()
    send(client, ines, uai=lycee.uai.lower())
    notify_referent.func(DemandeRencontre.objects.get().pk)
    assert [message.to for message in mail.outbox] == [["ici@example.org"]]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("courriel", "dupuis(at)example", "nom@exemple.fr"),
        ("departement", "75", "région"),
        ("rencontre", "forum", "Choisir"),
        ("uai", "0590001Z", "lettre"),
        ("organisme", "", "nécessaire"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    ines, client: Client, field: str, value: str, words: str
) -> None:
    changes: Any = {field: value}
    answer = send(client, ines, **changes)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() >= {field}
    assert f'href="#id_{field}"' in text, "the summary leads to the field"
    assert "Une classe de 3e, en mars." in text
    assert not DemandeRencontre.objects.exists()
    assert words in text or field == "rencontre"


@pytest.mark.parametrize(("wait", "words"), [(0, "rapide"), (90_000, "longtemps")])
def test_robots_and_old_pages_send_again(ines, client: Client, wait: int, words: str) -> None:
    answer = send(client, ines, wait=wait)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    again = client.post(ines.invitation_url, {**TYPED, "jeton": "faux"})
    assert again.status_code == 400
    assert not DemandeRencontre.objects.exists()


def test_a_robot_that_fills_the_hidden_field_is_thanked_and_forgotten(ines, client: Client) -> None:
    assert send(client, ines, site_web_bis="http://spam.example").status_code == 302
    assert not DemandeRencontre.objects.exists()


def test_nothing_personal_is_logged(ines, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        send(client, ines)
        notify_referent.func(DemandeRencontre.objects.get().pk)
    assert "nobody to write to" in caplog.text
    for secret in ("dupuis", "Dupuis", "Tilleuls", "3e, en mars"):
        assert secret not in "\n".join(
            record.getMessage() for record in caplog.records if record.name != "django.db.backends"
        )
