"""Each role × type × action, through every address of the screens of a type; new addresses are found by themselves."""

from typing import Any

import pytest
from django.urls import reverse

from common.roles import Role
from tests.permissions.conftest import NOBODY, World, addresses, is_refused, parameters, url_of

RED, RESP, ANA, REF, WS, ADM = (role.value for role in Role)
EVERYBODY = {role.value: "view" for role in Role}
READ_ONLY = dict(EVERYBODY)
PUBLISHER = "view add change delete publish lock"
OWNED_BY_ANALYST = {RESP: "view", ANA: "view add change delete", ADM: "view add change delete"}
SCOPED_EVENT = {REF: "view add change delete publish"}
EVENT = {RED: "view add change", RESP: f"{PUBLISHER} review", ADM: f"{PUBLISHER} review"}
WORLDSKILLS_EVENT = {WS: "view add change delete publish"}
#: Nobody adds one: it comes from a school or an import.
PROPOSAL = {RESP: "view change delete", ADM: "view change delete"}
REQUEST = {RESP: "view add change", ADM: "view add change delete"}

#: What each role may do with a record of the type: what stands nowhere is refused.
RIGHTS: dict[str, dict[str, str]] = {
    "secteur": OWNED_BY_ANALYST,
    "theme": OWNED_BY_ANALYST,
    "chantier": OWNED_BY_ANALYST,
    "mot": OWNED_BY_ANALYST,
    "chiffre": EVENT | {ANA: "view add change"},
    "offre": EVENT | {ANA: "view"},
    "etablissement": EVERYBODY | {ANA: "view add change delete", ADM: "view add change delete"},
    "referent": {
        RED: "view",
        RESP: "view change",
        ANA: "view add change delete",
        ADM: "view add change delete",
    },
    "commune": READ_ONLY,
    "bassin": READ_ONLY,
    "departement": READ_ONLY,
    "rome": READ_ONLY,
    "centre": READ_ONLY,
    "formation_onisep": READ_ONLY,
    "metier_onisep": READ_ONLY,
    "evenement": EVENT | SCOPED_EVENT,
    "evenement_dehors": EVENT,
    "worldskills": EVENT | WORLDSKILLS_EVENT,
    "demande": REQUEST | {REF: "view change"},
    "demande_dehors": REQUEST,
    "proposition": PROPOSAL | {REF: "view change"},
    "proposition_dehors": PROPOSAL,
}

SCREENS = {
    "secteur": "wagtailsnippets_secteurs_secteur",
    "theme": "wagtailsnippets_secteurs_themerev3",
    "chantier": "wagtailsnippets_secteurs_grandchantier",
    "mot": "wagtailsnippets_home_entreeglossaire",
    "chiffre": "wagtailsnippets_chiffres_chiffre",
    "offre": "wagtailsnippets_formations_offre",
    "etablissement": "etablissements",
    "referent": "referents",
    "commune": "communes",
    "bassin": "bassins",
    "departement": "departements",
    "rome": "rome",
    "centre": "centres-interet",
    "formation_onisep": "formations-onisep",
    "metier_onisep": "metiers-onisep",
    "evenement": "wagtailsnippets_evenements_evenement",
    "evenement_dehors": "wagtailsnippets_evenements_evenement",
    "worldskills": "wagtailsnippets_evenements_evenement",
    "demande": "demandes",
    "demande_dehors": "demandes",
    "proposition": "propositions",
    "proposition_dehors": "propositions",
}

#: One of these rights opens the address.
NEEDS = {
    "index": "view add change delete", "index_results": "view add change delete",
    "list": "view add change delete", "list_results": "view add change delete",
    "inspect": "view add change delete",
    "add": "add", "copy": "add", "preview_on_add": "add",
    "edit": "change", "preview_on_edit": "change", "usage": "change",
    "revisions_view": "change", "revisions_revert": "change", "revisions_compare": "change",
    "workflow_history": "change", "workflow_history_detail": "change",
    "history": "add change delete", "history_results": "add change delete",
    "delete": "delete",
    "unpublish": "publish", "revisions_unschedule": "publish",
    "lock": "review", "unlock": "nobody",
    "workflow_action": "review", "collect_workflow_action_data": "review", "workflow_preview": "review",
    "confirm_workflow_cancellation": "view add change delete",
}  # fmt: skip

WHOLE_TYPE = {"add", "preview_on_add", "index", "index_results", "list", "list_results"}


def may(kind: str, who: str, name: str) -> bool:
    """A right on some records of the type opens what concerns the type as a whole."""
    kinds = [other for other in RIGHTS if SCREENS[other] == SCREENS[kind]] if name in WHOLE_TYPE else [kind]
    held = {right for one in kinds for right in RIGHTS[one].get(who, "").split()}
    return bool(held & set(NEEDS[name].split()))


@pytest.mark.parametrize("kind", RIGHTS)
def test_every_address_of_a_record(world: World, kind: str) -> None:
    record = world.records[kind]
    values = parameters(record)
    wrong = []
    for who in (*(role.value for role in Role), NOBODY):
        client = world.client(who)
        for name, wanted in addresses(SCREENS[kind]):
            response = client.get(url_of(SCREENS[kind], name, wanted, values))
            if is_refused(response) == may(kind, who, name):
                wrong.append((who, name, response.status_code))
    assert wrong == []


CHANGING = ("edit", "delete", "copy", "unpublish", "preview_on_edit", "lock", "unlock")


@pytest.mark.parametrize("kind", ["evenement_dehors", "worldskills", "demande_dehors", "proposition_dehors"])
def test_nothing_outside_is_changed_by_a_post(world: World, kind: str) -> None:
    record = world.records[kind]
    client = world.client(REF)

    for name, wanted in addresses(SCREENS[kind]):
        if name in CHANGING:
            url = url_of(SCREENS[kind], name, wanted, parameters(record))
            assert is_refused(client.post(url, {"action-publish": "1"})), name
    assert type(record).objects.filter(pk=record.pk).exists()


def listed(world: World, who: str, kind: str) -> set[Any]:
    name = next(name for name in ("list", "index") if name in dict(addresses(SCREENS[kind])))
    response = world.client(who).get(reverse(f"{SCREENS[kind]}:{name}"))
    context: Any = response.context_data
    return set(context["object_list"])


def test_lists_show_the_scope_alone(world: World) -> None:
    inside, outside, skills = (
        world.records[name] for name in ("evenement", "evenement_dehors", "worldskills")
    )
    assert listed(world, REF, "evenement") == {inside}
    assert listed(world, WS, "evenement") == {skills}
    assert listed(world, RED, "evenement") == {inside, outside, skills}
    assert listed(world, REF, "demande") == {world.records["demande"]}


def test_a_person_with_two_roles_has_both_scopes(world: World) -> None:
    both = world.users[REF]
    both.groups.add(*world.users[WS].groups.all())

    assert listed(world, REF, "evenement") == {world.records["evenement"], world.records["worldskills"]}


def test_a_whole_right_is_not_narrowed_by_a_scope(world: World) -> None:
    world.users[REF].groups.add(*world.users[RED].groups.all())

    assert len(listed(world, REF, "evenement")) == 3


def test_choosers_give_the_scope_alone(world: World) -> None:
    inside, outside = world.records["evenement"], world.records["evenement_dehors"]
    client = world.client(REF)
    chooser = "wagtailsnippetchoosers_evenements_evenement"

    modal = client.get(reverse(f"{chooser}:choose")).json()["html"]
    assert f"/chosen/{inside.pk}/" in modal
    assert f"/chosen/{outside.pk}/" not in modal
    results: Any = client.get(reverse(f"{chooser}:choose_results")).context_data
    assert list(results["results"]) == [inside]
    assert client.get(reverse(f"{chooser}:chosen", args=(inside.pk,))).json()["result"]["id"] == str(
        inside.pk
    )
    assert client.get(reverse(f"{chooser}:chosen", args=(outside.pk,))).status_code == 404
    several = client.get(
        reverse(f"{chooser}:chosen_multiple"), {"id": [inside.pk, outside.pk], "multiple": "1"}
    )
    assert [item["id"] for item in several.json()["result"]] == [str(inside.pk)]


def test_bulk_deletion_keeps_to_the_scope(world: World) -> None:
    inside, outside = world.records["evenement"], world.records["evenement_dehors"]
    query = f"id={inside.pk}&id={outside.pk}&next=/admin/"

    world.client(REF).post(f"/admin/bulk/evenements/evenement/delete/?{query}", {})

    assert not type(inside).objects.filter(pk=inside.pk).exists()
    assert type(inside).objects.filter(pk=outside.pk).exists()


def test_bulk_deletion_asks_the_right(world: World) -> None:
    for kind in ("evenement_dehors", "chiffre", "secteur", "offre"):
        record = world.records[kind]
        label = record._meta
        for who in (RED, WS, NOBODY):
            url = f"/admin/bulk/{label.app_label}/{label.model_name}/delete/?id={record.pk}"
            world.client(who).post(url, {})
            assert type(record).objects.filter(pk=record.pk).exists(), (kind, who)
