"""What must not stay does not stay."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ambassadeurs.models import DemandeRencontre
from ambassadeurs.retention import erase_old_requests, withdraw_ended_consents
from common.schedule import jobs
from tests.ambassadeurs.factories import AmbassadeurPageFactory, days
from tests.home.factories import tree
from tests.territoires.factories import DepartementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return tree().ambassadeurs


def test_a_page_leaves_the_site_when_consent_has_ended(people):
    ended = AmbassadeurPageFactory(parent=people, consentement_jusqu_au=days(-1))
    valid = AmbassadeurPageFactory(parent=people, consentement_jusqu_au=days(0))

    assert withdraw_ended_consents() == 1

    ended.refresh_from_db()
    valid.refresh_from_db()
    assert (ended.live, valid.live) == (False, True)


def test_a_request_is_erased_after_a_year(people):
    page = AmbassadeurPageFactory(parent=people)
    old, recent = [
        DemandeRencontre.objects.create(
            ambassadeur=page, departement=DepartementFactory(), organisme="Collège", contact="Mme Exemple",
            courriel="contact@example.org", rencontre="classe",
        )
        for _ in range(2)
    ]  # fmt: skip
    DemandeRencontre.objects.filter(pk=old.pk).update(recue_le=timezone.now() - timedelta(days=366))

    erase_old_requests()

    assert list(DemandeRencontre.objects.all()) == [recent]


def test_both_jobs_run_every_day():
    names = {job.name for job in jobs()}
    assert {
        "ambassadeurs.retention.withdraw_ended_consents",
        "ambassadeurs.retention.erase_old_requests",
    } <= names
