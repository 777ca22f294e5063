"""A person's correction in the back-office is protected; what code writes is not."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.log_actions import LogContext

from imports.locks import locked_fields
from imports.models import FieldLock
from tests.territoires.factories import EtablissementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea():
    return get_user_model().objects.create_user("lea")


def test_the_fields_a_person_changes_are_locked(lea):
    lycee = EtablissementFactory(nom="LYCEE D ESSAI")

    with LogContext(user=lea):
        lycee.nom = "Lycée d’Essai"
        lycee.save()

    assert locked_fields(lycee) == {"nom"}
    assert FieldLock.objects.get().par == lea


def test_a_record_that_a_person_adds_is_locked_where_it_is_filled_in(lea):
    with LogContext(user=lea):
        lycee = EtablissementFactory(adresse="")

    assert {"nom", "type", "commune_id"} <= locked_fields(lycee)
    assert "adresse" not in locked_fields(lycee)


def test_code_locks_nothing():
    lycee = EtablissementFactory()
    lycee.nom = "Autre nom"
    lycee.save()

    assert locked_fields(lycee) == set()
