"""A drawn scene never goes without its description."""

import pytest
from django.core.exceptions import ValidationError

from secteurs.models import GrandChantier


def test_a_scene_without_description_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        GrandChantier(scene="canal").clean()
    assert set(refused.value.message_dict) == {"scene_alt"}


def test_a_scene_with_its_description_or_no_scene_is_accepted() -> None:
    GrandChantier(scene="canal", scene_alt="Une péniche attend dans une écluse.").clean()
    GrandChantier().clean()


def test_the_description_is_told_in_the_language_of_the_page() -> None:
    work = GrandChantier(scene_alt="Une péniche.", translations={"en": {"scene_alt": "A barge."}})
    work.clean()
    assert [work.localized("scene_alt", language) for language in ("fr", "en", "uk")] == [
        "Une péniche.",
        "A barge.",
        "Une péniche.",
    ]
