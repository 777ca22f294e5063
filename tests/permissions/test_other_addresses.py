"""Addresses that name a record in their own way: translations, editing sessions, reports, settings, second factor."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from common.roles import Role
from tests.permissions.conftest import NOBODY, World, is_refused

RED, RESP, ANA, REF, WS, ADM = (role.value for role in Role)
WHO = (*(role.value for role in Role), NOBODY)


@pytest.fixture
def translation(world: World) -> Any:
    """The event outside the territory, in English."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    source = TranslationSource.update_or_create_from_instance(world.records["evenement_dehors"])[0]
    found = Translation.objects.create(source=source, target_locale=english)
    found.save_target(publish=False)
    return found


def localize(name: str, translation: Any) -> str:
    return reverse(f"wagtail_localize:{name}", args=(translation.pk,))


@pytest.mark.parametrize(
    "name", ["download_pofile", "upload_pofile", "stop_translation", "machine_translate"]
)
def test_a_translation_outside_the_scope_is_refused(world: World, translation: Any, name: str) -> None:
    for who in (REF, WS):
        client = world.client(who)
        assert is_refused(client.get(localize(name, translation)))
        assert is_refused(client.post(localize(name, translation), {}))


def test_a_string_outside_the_scope_is_not_rewritten(world: World, translation: Any) -> None:
    segment = translation.source.stringsegment_set.first()
    url = reverse("wagtail_localize:edit_string_translation", args=(translation.pk, segment.pk))

    response = world.client(REF).put(url, "value=Ailleurs", content_type="application/x-www-form-urlencoded")

    assert is_refused(response)
    assert not segment.string.translations.exists()


def test_translating_asks_its_own_right(world: World, translation: Any) -> None:
    record = world.records["evenement"]
    addresses = [
        reverse("wagtail_localize:submit_snippet_translation", args=("evenements", "evenement", record.pk)),
        reverse("wagtail_localize:update_translations", args=(translation.source.pk,)),
    ]
    for who in WHO:
        for address in addresses:
            assert is_refused(world.client(who).get(address)) == (who not in {RED, RESP, ADM}), (who, address)


def test_whole_lists_of_a_scoped_type_are_refused(world: World) -> None:
    listing = reverse("wagtail_localize:snippets_api_listing", args=("evenements", "evenement"))
    outside = world.records["evenement_dehors"].pk
    detail = reverse("wagtail_localize:snippets_api_detail", args=("evenements", "evenement", outside))
    for who in (REF, WS):
        assert is_refused(world.client(who).get(listing))
        assert is_refused(world.client(who).get(detail))


def test_editing_sessions_do_not_tell_who_writes_outside(world: World) -> None:
    record = world.records["evenement_dehors"]
    session = EditingSession.objects.create(
        user=world.users[REF],
        content_type=ContentType.objects.get_for_model(type(record)),
        object_id=record.pk,
        last_seen_at=timezone.now(),
    )
    url = reverse(
        "wagtailadmin_editing_sessions:ping", args=("evenements", "evenement", record.pk, session.pk)
    )
    assert is_refused(world.client(REF).post(url))


def test_the_history_of_the_whole_site_is_for_those_who_work_on_pages(world: World) -> None:
    for who in WHO:
        response = world.client(who).get(reverse("wagtailadmin_reports:site_history"))
        assert is_refused(response) == (who not in {RED, RESP, ADM}), who


def test_settings_accounts_and_workflows(world: World) -> None:
    opened = {
        reverse("wagtailsettings:edit", args=("common", "reglagessite", 1)): {ANA, ADM},
        reverse("wagtailusers_users:index"): {ADM},
        reverse("wagtailusers_groups:index"): {ADM},
        reverse("wagtailadmin_workflows:index"): {ADM},
        reverse("wagtailredirects:index"): {ANA, RESP, ADM},
        reverse("wagtailsites:index"): {ADM},
        reverse("wagtaillocales:index"): {ADM},
        reverse("wagtailadmin_collections:index"): {ADM},
        reverse("wagtailimages:index"): {RED, RESP, ANA, REF, WS, ADM},
    }
    wrong = [
        (who, url)
        for url, allowed in opened.items()
        for who in WHO
        if is_refused(world.client(who).get(url)) == (who in allowed)
    ]
    assert wrong == []


def test_somebody_elses_second_factor_is_refused(world: World) -> None:
    url = reverse("wagtail_2fa_device_list", args=(world.users[ADM].pk,))
    for who in (RED, RESP, ANA, REF, WS):
        assert is_refused(world.client(who).get(url)), who
