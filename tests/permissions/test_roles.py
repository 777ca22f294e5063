"""The roles are written by any number of runs, and stay the same."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Workflow, WorkflowContentType, WorkflowPage

from common.roles import REVIEW, Role, write_roles


def picture() -> Any:
    groups = {
        group.name: sorted(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()
    }
    return (
        groups,
        sorted(GroupPagePermission.objects.values_list("group__name", "page", "permission")),
        sorted(WorkflowPage.objects.values_list("page", "workflow__name")),
        sorted(WorkflowContentType.objects.values_list("content_type", "workflow__name")),
    )


def test_a_second_run_changes_nothing(db: None) -> None:
    before = picture()
    write_roles()

    assert picture() == before
    assert {role.value for role in Role} == set(before[0])


def test_a_right_given_by_hand_to_a_role_goes_and_other_groups_stay(db: None) -> None:
    before = picture()
    role, other = Group.objects.get(name=Role.REDACTION.value), Group.objects.create(name="Autre")
    right = Group.objects.get(name=Role.ADMINISTRATION.value).permissions.first()
    assert right is not None
    role.permissions.add(right)
    other.permissions.add(right)
    write_roles()

    other.refresh_from_db()
    assert list(other.permissions.all()) == [right]
    assert sorted(role.permissions.values_list("pk", flat=True)) == before[0][role.name]


def test_one_active_workflow_holds_the_whole_tree(db: None) -> None:
    assert list(Workflow.objects.filter(active=True).values_list("name", flat=True)) == [REVIEW]
    assert WorkflowPage.objects.get().page.depth == 1
