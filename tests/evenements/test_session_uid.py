"""The name of a session in calendars: never changed by a draft, a publication, a translation, a new loading."""

import datetime as dt
import uuid
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from wagtail.models import Locale, Revision
from wagtail_localize.models import Translation, TranslationSource

from evenements.models import Evenement, EvenementSession
from tests.evenements.factories import EvenementFactory, at
from tests.evenements.reading import republish

pytestmark = pytest.mark.django_db


def names(event: Evenement) -> list[uuid.UUID]:
    return list(event.sessions.order_by("debut").values_list("uid", flat=True))


def test_drafts_publications_and_old_revisions_keep_it() -> None:
    event = EvenementFactory(sessions=[(3, 9, 12), (4, 9, 12)])
    before = names(event)
    republish(event, sessions=[(at(5), at(6)), (at(7), at(8))])
    first = event.latest_revision
    republish(event, titre="Autre")
    assert names(event) == before
    first.publish()
    assert names(event) == before


def test_translations_share_it_and_go_on_sharing_it_once_moved() -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    event = EvenementFactory(sessions=[(3, 9, 12)])
    republish(event)
    source, _created = TranslationSource.update_or_create_from_instance(event)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    mirror = event.get_translation(english)
    assert names(mirror) == names(event)
    republish(event, sessions=[(at(9), at(10))])
    TranslationSource.update_or_create_from_instance(event)
    translation.refresh_from_db()
    translation.save_target(publish=False)
    latest = mirror.get_latest_revision_as_object()
    assert [session.uid for session in latest.sessions.all()] == names(event)


def migration():
    return import_module("evenements.migrations.0002_session_uid")


def test_the_migration_names_old_drafts_as_their_dates() -> None:
    event = EvenementFactory(sessions=[(3, 9, 12)])
    republish(event)
    revision = Revision.objects.get(pk=event.latest_revision_id)
    for session in revision.content["sessions"]:
        del session["uid"]
    revision.content["sessions"].append(
        {"pk": None, "debut": "2027-01-01T09:00:00Z", "fin": "2027-01-01T10:00:00Z"}
    )
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    migration().name_in_revisions(apps, SimpleNamespace())
    known, new = Revision.objects.get(pk=revision.pk).content["sessions"]
    assert known["uid"] == str(names(event)[0])
    assert uuid.UUID(new["uid"])


def test_the_migration_gives_translations_the_name_of_their_source() -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    event = EvenementFactory(sessions=[(3, 9, 12)])
    twin = EvenementFactory(
        slug=event.slug, locale=english, translation_key=event.translation_key, sessions=[(3, 9, 12)]
    )
    assert names(twin) != names(event)
    migration().share_names(apps, SimpleNamespace())
    assert names(twin) == names(event)


def test_the_database_names_what_the_previous_version_adds() -> None:
    """While both run, the old code inserts without the column."""
    event = EvenementFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evenements_evenementsession (evenement_id, debut, fin, precision) VALUES (%s, %s, %s, '')",
            [event.pk, at(30), at(30) + dt.timedelta(hours=1)],
        )
    assert EvenementSession.objects.filter(evenement=event).latest("pk").uid
