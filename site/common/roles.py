"""The six roles of the team. Each app says in its `permissions.py` what a role may do with its models.

Groups, rights and the review workflow are written after every migration and are the same after any number of runs:
this code is their source. A special need is met by another group, which is left alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q
from django.db.models.signals import post_save
from wagtail import hooks
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import create_extra_permissions

from common.review import RelectureTask


class Role(models.TextChoices):
    """Stored names of the groups: never translated."""

    REDACTION = "Rédaction", "redaction"
    RESPONSABLE = "Responsable éditorial", "responsable"
    ANALYSTE = "Analyste web", "analyste"
    REFERENT = "Référent départemental", "referent"
    WORLDSKILLS = "WorldSkills", "worldskills"
    ADMINISTRATION = "Administration", "administration"


ALL = ("add", "change", "delete", "view")
PUBLISHING = (*ALL, "publish", "lock", "unlock")

REVIEW = "Relecture par une autre personne"
REVIEWERS = (Role.RESPONSABLE, Role.ADMINISTRATION)

# Groups and workflow that Wagtail's own migrations create: nobody here is meant to use them.
WAGTAIL_GROUPS = ("Editors", "Moderators")
WAGTAIL_WORKFLOW = "Moderators approval"

PAGE_RIGHTS = {
    Role.REDACTION: ("add", "change"),
    Role.RESPONSABLE: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    Role.ADMINISTRATION: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
}
FILE_RIGHTS = {
    Role.REDACTION: ("add", "change", "choose"),
    Role.RESPONSABLE: ("add", "change", "delete", "choose"),
    Role.ANALYSTE: ("add", "change", "choose"),
    Role.REFERENT: ("add", "choose"),
    Role.WORLDSKILLS: ("add", "choose"),
    Role.ADMINISTRATION: ("add", "change", "delete", "choose"),
}

_grants: dict[Role, dict[type[models.Model], set[str]]] = defaultdict(lambda: defaultdict(set))
_named: dict[Role, set[str]] = defaultdict(set)
_trees: dict[Role, dict[type[Page], frozenset[str]]] = defaultdict(dict)
_reviewed: list[type[models.Model]] = []


def grant(role: Role, model: type[models.Model], *actions: str) -> None:
    """Let a role do `actions` (`add`, `change`, `publish`…) on a model."""
    _grants[role][model].update(actions)


def grant_named(role: Role, *permissions: str) -> None:
    """Let a role use rights known by name only: `wagtail_localize.submit_translation`."""
    _named[role].update(permissions)


def grant_pages(role: Role, model: type[Page], *actions: str) -> None:
    """Let a role do `actions` (`add`, `change`, `publish`…) on the pages of a type and on all that stands below."""
    _trees[role][model] = frozenset(actions)
    post_save.connect(_on_new_root, sender=model, dispatch_uid=f"roles-{model._meta.label}")


def _on_new_root(sender: type[Page], instance: Page, created: bool, raw: bool = False, **_more: Any) -> None:
    """Such a page is created after the migrations that write the rights."""
    if created and not raw:
        for role, trees in _trees.items():
            group = Group.objects.filter(name=role.value).first()
            if group and sender in trees:
                _allow(group, instance, trees[sender])


def review(model: type[models.Model]) -> None:
    """Records of this snippet model pass the review before they are published."""
    if model not in _reviewed:
        _reviewed.append(model)


def granted(role: Role, model: type[models.Model]) -> frozenset[str]:
    return frozenset(_grants[role][model])


def sync_roles(sender: AppConfig, **_options: Any) -> None:
    """Receiver of `post_migrate`: acts once, after the last app has its permissions."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender != last or RelectureTask._meta.db_table not in connection.introspection.table_names():
        return
    # The receivers of Django and of Wagtail's snippets come after this one, and the latter knows only what is
    # registered by then: whatever command migrates, the rights exist when they are given.
    hooks.search_for_hooks()
    create_permissions(sender, verbosity=0)
    create_extra_permissions(sender)
    write_roles()


def write_roles() -> None:
    groups = {role: Group.objects.get_or_create(name=role.value)[0] for role in Role}
    for role, group in groups.items():
        group.permissions.set(rights(role))
    _write_page_rights(groups)
    _write_file_rights(groups)
    _write_workflow([groups[role] for role in REVIEWERS])
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True).delete()


def rights(role: Role) -> list[Permission]:
    """The Django permissions of a role; administration has them all."""
    permissions = Permission.objects.select_related("content_type")
    if role == Role.ADMINISTRATION:
        return list(permissions)
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    for model, actions in _grants[role].items():
        codenames = [get_permission_codename(action, model._meta) for action in actions]
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        wanted |= Q(content_type=content_type, codename__in=codenames)
    for name in _named[role]:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(permissions.filter(wanted))


def _write_page_rights(groups: dict[Role, Group]) -> None:
    root = Page.get_first_root_node()
    tables = connection.introspection.table_names()
    for role, group in groups.items():
        kept = _allow(group, root, PAGE_RIGHTS.get(role, ()))
        for model, actions in _trees[role].items():
            for page in model._default_manager.all() if model._meta.db_table in tables else ():
                kept += _allow(group, page, actions)
        GroupPagePermission.objects.filter(group=group).exclude(pk__in=kept).delete()


def _allow(group: Group, page: Page, actions: Iterable[str]) -> list[int]:
    """Keys of the rights that say so, written where they are missing."""
    codenames = [f"{action}_page" for action in actions]
    wanted = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    rows = GroupPagePermission.objects
    return [
        rows.get_or_create(group=group, page_id=page.pk, permission=permission)[0].pk for permission in wanted
    ]


def _write_file_rights(groups: dict[Role, Group]) -> None:
    root = Collection.get_first_root_node()
    for role, group in groups.items():
        kinds = ("image", "document", *(("collection",) if role == Role.ADMINISTRATION else ()))
        codenames = [f"{action}_{kind}" for action in FILE_RIGHTS[role] for kind in kinds]
        kept = Permission.objects.filter(
            content_type__app_label__in=("wagtailimages", "wagtaildocs", "wagtailcore"),
            codename__in=codenames,
        )
        GroupCollectionPermission.objects.filter(group=group).exclude(
            collection=root, permission__in=kept
        ).delete()
        for permission in kept:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def _write_workflow(reviewers: list[Group]) -> None:
    task, _created = RelectureTask.objects.get_or_create(name=REVIEW)
    task.groups.set(reviewers)
    workflow, _created = Workflow.objects.get_or_create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    for model in _reviewed:
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        WorkflowContentType.objects.update_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )
    Workflow.objects.filter(name=WAGTAIL_WORKFLOW, active=True).update(active=False)
