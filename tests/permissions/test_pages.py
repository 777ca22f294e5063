"""Each role × page type × address of the page editor, lists and choosers of pages included."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page, Task, Workflow

from common.roles import REVIEW, Role
from home.models import (
    ChantierPage,
    ChantiersIndexPage,
    EtablissementsIndexPage,
    GlossairePage,
    PageLibre,
    ReferentsIndexPage,
    Rev3IndexPage,
    SecteurPage,
    SecteursIndexPage,
    ThemeRev3Page,
    WorldSkillsPage,
)
from tests.permissions.conftest import NOBODY, World, addresses, is_refused, url_of

RED, RESP, ANA, REF, WS, ADM = (role.value for role in Role)
WRITERS = {RED: "add change", RESP: "add change publish lock review", ADM: "add change publish lock review"}

#: One of these rights opens the address; `any` is any right on pages.
NEEDS = {
    "add": "add", "preview_on_add": "add", "add_subpage": "add", "copy": "add",
    "edit": "change", "preview_on_edit": "change", "view_draft": "change", "usage": "change",
    "revisions_view": "change", "revisions_revert": "change", "workflow_history": "change",
    "workflow_history_detail": "change", "history": "change", "history_results": "change",
    "delete": "publish", "unpublish": "publish", "revisions_unschedule": "publish", "set_privacy": "publish",
    "move": "publish", "convert_alias": "change", "lock": "review", "unlock": "nobody",
    "workflow_action": "review", "collect_workflow_action_data": "review", "workflow_preview": "review",
    "type_use": "add change publish", "type_use_results": "add change publish",
    "search": "add change publish", "search_results": "add change publish",
}  # fmt: skip

#: Their answer does not tell a refusal from a step of their own: tested by what they do, below or in Wagtail.
APART = {
    "choose_parent",
    "confirm_workflow_cancellation",
    "convert_alias",
    "lock",
    "move_confirm",
    "revisions_compare",
    "revisions_index",
    "set_page_position",
    "unlock",
}


def pages(world: World) -> dict[str, Page]:
    """One page of each type."""
    tree = world.tree

    def child(parent: Page, model: type[Page], **fields: Any) -> Page:
        parent.refresh_from_db()
        name = model.__name__.lower()
        return parent.add_child(instance=model(title=name, slug=name, locale=tree.locale, **fields))

    secteurs = child(tree.home, SecteursIndexPage)
    rev3 = child(tree.home, Rev3IndexPage, chapo="x")
    chantiers = child(tree.home, ChantiersIndexPage)
    made = [
        tree.home, tree.metiers, tree.formations, tree.ambassadeurs, tree.agenda, secteurs, rev3, chantiers,
        tree.metier(), tree.formation(), tree.ambassadeur(),
        child(tree.home, EtablissementsIndexPage), child(tree.home, ReferentsIndexPage), child(tree.home, PageLibre),
        child(tree.home, GlossairePage), child(tree.home, WorldSkillsPage, chapo="x"),
        child(secteurs, SecteurPage, secteur=world.records["secteur"], chapo="x"),
        child(rev3, ThemeRev3Page, theme=world.records["theme"], chapo="x"),
        child(chantiers, ChantierPage, chantier=world.records["chantier"], chapo="x"),
    ]  # fmt: skip
    return {type(page).__name__: page for page in made}


def parameters(page: Page) -> dict[str, Any]:
    state = page.current_workflow_state
    label = page._meta
    parent = page.get_parent()
    return {
        "page_id": page.pk, "parent_page_id": parent.pk, "page_to_move_id": page.pk,
        "content_type_app_name": label.app_label, "content_type_model_name": label.model_name,
        "app_label": label.app_label, "model_name": label.model_name,
        "revision_id": page.latest_revision_id, "action_name": "approve",
        "task_state_id": state.current_task_state_id, "workflow_state_id": state.pk,
        "task_id": Task.objects.get(name=REVIEW).pk,
    }  # fmt: skip


def creatable(page: Page) -> bool:
    """Unique lists exist already; a home page stands at the root, where nobody creates."""
    parent = page.get_parent().specific
    return type(page) in parent.creatable_subpage_models() and type(page).can_create_at(parent)


def expected(page: Page, who: str, name: str) -> bool:
    if name == "add" and not creatable(page):
        return False
    # The team of WorldSkills writes and publishes its own space, and leaves it up while somebody else reviews it.
    own = isinstance(page, WorldSkillsPage) and who == WS and name not in {"unpublish", "workflow_action"}
    rights = "add change publish" if own else WRITERS.get(who, "")
    return bool(set(rights.split()) & set(NEEDS[name].split()))


def wrong_answers(world: World, page: Page, names: set[str]) -> list[tuple[str, str, str, int]]:
    """Under review of somebody else's words; what answers otherwise than expected."""
    author = world.users["auteur"]
    page.save_revision(user=author)
    Workflow.objects.get(name=REVIEW).start(page, author)
    values = parameters(page)
    wrong = []
    for who in (*(role.value for role in Role), NOBODY):
        client = world.client(who)
        for name, wanted in addresses("wagtailadmin_pages"):
            if name in names and wanted <= values.keys():
                response = client.get(url_of("wagtailadmin_pages", name, wanted, values))
                if is_refused(response) == expected(page, who, name):
                    wrong.append((type(page).__name__, who, name, response.status_code))
    return wrong


def test_every_address_of_a_page(world: World) -> None:
    known = {name for name, _wanted in addresses("wagtailadmin_pages")}

    assert known - APART - NEEDS.keys() == set()
    assert wrong_answers(world, world.tree.metier(), known - APART) == []


@pytest.mark.parametrize("half", [0, 1])
def test_each_page_type(world: World, half: int) -> None:
    """The rights are those of the tree, whatever the type: one address per action."""
    names = {"add", "edit", "copy", "delete", "unpublish", "workflow_action"}

    assert [
        wrong for page in list(pages(world).values())[half::2] for wrong in wrong_answers(world, page, names)
    ] == []


def test_locking_is_for_reviewers(world: World) -> None:
    page = world.tree.metier()
    for who in (RED, ANA, REF, WS, NOBODY):
        for name in ("lock", "unlock"):
            world.client(who).post(reverse(f"wagtailadmin_pages:{name}", args=(page.pk,)))
            page.refresh_from_db()
            assert not page.locked
    world.client(RESP).post(reverse("wagtailadmin_pages:lock", args=(page.pk,)))
    page.refresh_from_db()
    assert page.locked


LISTS = (
    "metiers",
    "formations",
    "ambassadeurs",
    "pages-secteurs",
    "pages-rev3",
    "pages-chantiers",
    "pages-libres",
)


def test_lists_of_pages_are_for_those_who_work_on_pages(world: World) -> None:
    for who in (*(role.value for role in Role), NOBODY):
        client = world.client(who)
        for name in LISTS:
            for address in ("index", "index_results"):
                response = client.get(reverse(f"{name}:{address}"))
                assert is_refused(response) == (who not in WRITERS), (who, name, address)


def test_a_page_is_chosen_by_everybody_who_writes_something(world: World) -> None:
    """An event names jobs and trainings: référents and WorldSkills choose among pages without opening them."""
    for role in Role:
        client = world.client(role.value)
        assert client.get(reverse("wagtailadmin_choose_page")).status_code == 200
        assert client.get(reverse("wagtailadmin_choose_page_search"), {"q": "soudeur"}).status_code == 200
    assert is_refused(world.client(NOBODY).get(reverse("wagtailadmin_choose_page")))


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_bulk_actions_on_pages_ask_the_right(world: World, action: str) -> None:
    page = world.tree.metier(live=action != "publish")
    for who in (RED, ANA, REF, WS, NOBODY):
        data = {"chooser": world.tree.formations.pk}
        world.client(who).post(f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}", data)
        page.refresh_from_db()
        assert page.live == (action != "publish")
        assert page.get_parent().pk == world.tree.metiers.pk
