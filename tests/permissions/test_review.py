"""Nobody approves their own words: neither who wrote, nor who asked, nor who edited what is under review."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from common.authors import OwnReviewError, words
from common.roles import REVIEW, Role
from metiers.models import MetierPage
from tests.backoffice.conftest import make_user
from tests.backoffice.factories import complete
from tests.search.factories import Tree


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    first, second = make_user(Role.RESPONSABLE, "rachid"), make_user(Role.RESPONSABLE, "rania")
    return {"writer": make_user(Role.REDACTION), "first": first, "second": second}


def submitted(by: Any, *, owner: Any = None) -> Any:
    page = complete(Tree())
    page.owner = owner
    page.save()
    page.save_revision(user=by)
    Workflow.objects.get(name=REVIEW).start(page, by)
    return page


def actions(page: Any, user: Any) -> set[str]:
    page = MetierPage.objects.get(pk=page.pk)
    return {name for name, _label, _modal in page.current_workflow_task.get_actions(page, user)}


def test_another_person_may_approve(people: dict[str, Any]) -> None:
    page = submitted(people["writer"])

    assert actions(page, people["first"]) == {"approve", "reject"}
    assert actions(page, people["writer"]) == set()


def test_who_wrote_cannot_approve_though_their_role_may(people: dict[str, Any]) -> None:
    page = submitted(people["first"])

    assert actions(page, people["first"]) == set()
    assert actions(page, people["second"]) == {"approve", "reject"}


def test_the_owner_of_a_new_page_is_its_author(people: dict[str, Any]) -> None:
    assert actions(submitted(people["writer"], owner=people["first"]), people["first"]) == set()


def test_who_edits_what_is_under_review_becomes_an_author(people: dict[str, Any]) -> None:
    page = submitted(people["writer"])
    page.accroche = "Retouchée par la personne qui relit."
    page.save_revision(user=people["first"])

    assert actions(page, people["first"]) == set()
    assert actions(page, people["second"]) == {"approve", "reject"}


def test_a_draft_that_the_editor_saved_by_itself_makes_no_author(people: dict[str, Any]) -> None:
    page = submitted(people["writer"])
    page.secteurs.set(list(page.secteurs.all()))  # what the form does: the same terms, linked anew
    page.save_revision(user=people["first"])

    assert actions(page, people["first"]) == {"approve", "reject"}


def test_marks_of_the_editor_are_no_words() -> None:
    seeded = '[{"type": "texte", "value": {"texte": "<p>Un mot.</p>", "note": ""}}]'
    opened = '[{"type": "texte", "value": {"texte": "<p data-block-key=\\"x1y\\">Un mot.</p>", "note": "<p></p>"}}]'

    assert words({"body": seeded}) == words({"body": opened, "latest_revision": 3})
    assert words({"body": seeded}) != words({"body": seeded.replace("Un mot", "Deux mots")})


def test_an_administrator_is_held_to_it_too(people: dict[str, Any]) -> None:
    root = people["first"]
    root.is_superuser = True
    root.save()

    assert actions(submitted(root), root) == set()


def test_what_is_published_already_does_not_count(people: dict[str, Any]) -> None:
    """Last year's author of the live text may read this year's correction by somebody else."""
    page = complete(Tree())
    page.save_revision(user=people["first"]).publish()
    page = MetierPage.objects.get(pk=page.pk)
    page.save_revision(user=people["writer"])
    Workflow.objects.get(name=REVIEW).start(page, people["writer"])

    assert actions(page, people["first"]) == {"approve", "reject"}


def test_the_address_of_another_page_does_not_help(people: dict[str, Any], client: Any) -> None:
    """The task state decides, not the page that the address names."""
    own = submitted(people["first"])
    other = own.get_parent().add_child(
        instance=MetierPage(
            title="B", slug="b", titre_feminin="B", titre_masculin="B", accroche="B", live=False
        )
    )
    other.save_revision(user=people["writer"])
    Workflow.objects.get(name=REVIEW).start(other, people["writer"])
    state = MetierPage.objects.get(pk=own.pk).current_workflow_task_state
    client.force_login(people["first"])

    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=(other.pk, "approve", state.pk)), {"comment": ""}
    )

    assert not MetierPage.objects.get(pk=own.pk).live
    assert MetierPage.objects.get(pk=own.pk).workflow_in_progress


def test_an_author_does_not_publish_over_the_review(people: dict[str, Any]) -> None:
    page = submitted(people["first"])

    with pytest.raises(OwnReviewError):
        page.get_latest_revision().publish(user=people["first"])
    assert not page.permissions_for_user(people["first"]).can_publish()
    assert page.permissions_for_user(people["second"]).can_publish()


def test_the_dashboard_never_proposes_ones_own_words(people: dict[str, Any]) -> None:
    page = submitted(people["first"])
    task = MetierPage.objects.get(pk=page.pk).current_workflow_task

    assert not task.get_task_states_user_can_moderate(people["first"]).exists()
    assert task.get_task_states_user_can_moderate(people["second"]).count() == 1
