"""A content that breaks a rule is not published, by whatever road, and the reason is told in French."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry, Workflow
from wagtail_localize.models import Translation, TranslationSource

from chiffres.enums import Grain, Nature, Unite
from chiffres.models import Chiffre
from common.publication import PublicationRefusedError
from common.publish_due import publish_scheduled
from common.roles import REVIEW, Role
from evenements.models import Evenement
from metiers.models import MetierPage
from tests.backoffice.conftest import errors_of, fields_of, make_user
from tests.backoffice.factories import complete, draft, metier
from tests.search.factories import Tree, secteur

Person = Callable[..., Client]
SECTEUR = "Choisir au moins un secteur."


def edit(client: Client, page: Any, action: str, **changes: Any) -> Any:
    url = f"/admin/pages/{page.pk}/edit/"
    return client.post(
        url, fields_of(client.get(url).content) | {f"action-{action}": "1"} | changes, follow=True
    )


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_draft_is_saved_without_the_rules(tree: Tree, person: Person) -> None:
    page = draft(tree)

    response = edit(person(Role.REDACTION), page, "none", accroche="Brouillon.")

    assert response.redirect_chain
    assert MetierPage.objects.get(pk=page.pk).get_latest_revision_as_object().accroche == "Brouillon."


def test_the_editor_tells_the_rule_at_its_field_and_keeps_what_was_typed(tree: Tree, person: Person) -> None:
    page = draft(tree)

    response = edit(person(Role.RESPONSABLE), page, "publish", accroche="Gardée.")

    assert errors_of(response) == {"secteurs": [SECTEUR]}
    assert response.context["form"]["accroche"].value() == "Gardée."
    assert SECTEUR in response.content.decode()
    assert not MetierPage.objects.get(pk=page.pk).live


def test_the_editor_publishes_what_is_complete(tree: Tree, person: Person) -> None:
    page = complete(tree)

    edit(person(Role.RESPONSABLE), page, "publish")

    assert MetierPage.objects.get(pk=page.pk).live


def test_a_new_page_is_asked_the_rules(tree: Tree, person: Person) -> None:
    client = person(Role.RESPONSABLE)
    url = reverse("wagtailadmin_pages:add", args=("metiers", "metierpage", tree.metiers.pk))
    data = fields_of(client.get(url).content) | {
        "title": "Soudeuse", "slug": "soudeuse", "titre_feminin": "Soudeuse", "titre_masculin": "Soudeur",
        "accroche": "Elle soude.", "action-publish": "1",
    }  # fmt: skip

    response = client.post(url, data)

    assert errors_of(response)["secteurs"] == [SECTEUR]
    assert not MetierPage.objects.exists()


def test_a_message_about_child_objects_stands_at_their_list(tree: Tree, person: Person) -> None:
    page = metier(tree, secteurs=[secteur()])

    response = edit(person(Role.RESPONSABLE), page, "publish")

    assert errors_of(response) == {"romes": ["Choisir au moins un code ROME."]}


def test_publish_refuses(tree: Tree) -> None:
    page = draft(tree)

    with pytest.raises(PublicationRefusedError) as refusal:
        page.get_latest_revision().publish()

    assert refusal.value.message_dict == {"secteurs": [SECTEUR]}
    assert not MetierPage.objects.get(pk=page.pk).live


def test_submitting_warns_the_author(tree: Tree, person: Person) -> None:
    response = edit(person(Role.REDACTION), draft(tree), "submit")

    assert "À compléter avant la publication" in said(response)
    assert SECTEUR in said(response)


def submit(page: Any, author: Any) -> Any:
    page.save_revision(user=author)
    return Workflow.objects.get(name=REVIEW).start(page, author)


def approve(client: Client, page: Any, state: Any, **headers: Any) -> Any:
    url = reverse(
        "wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.current_task_state.pk)
    )
    return client.post(url, {"comment": ""}, follow=True, **headers)


def test_approval_is_refused_with_a_message_and_the_review_goes_on(tree: Tree, person: Person) -> None:
    page = draft(tree)
    state = submit(page, make_user(Role.REDACTION))

    response = approve(person(Role.RESPONSABLE), page, state)

    assert response.status_code == 200
    assert SECTEUR in said(response)
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress


def test_approval_in_a_modal_leads_to_the_message(tree: Tree, person: Person) -> None:
    page = draft(tree)
    state = submit(page, make_user(Role.REDACTION))

    response = approve(person(Role.RESPONSABLE), page, state, headers={"x-requested-with": "XMLHttpRequest"})

    assert response.json() == {"step": "success", "redirect": f"/admin/pages/{page.pk}/edit/"}


def test_approval_from_the_editor_tells_the_rule_at_its_field(tree: Tree, person: Person) -> None:
    page = draft(tree)
    submit(page, make_user(Role.REDACTION))

    response = edit(person(Role.RESPONSABLE), page, "workflow-action", **{"workflow-action-name": "approve"})

    assert errors_of(response) == {"secteurs": [SECTEUR]}


def test_an_approved_page_is_public(tree: Tree, person: Person) -> None:
    page = complete(tree)
    state = submit(page, make_user(Role.REDACTION))

    approve(person(Role.RESPONSABLE), page, state)

    page.refresh_from_db()
    assert page.live
    assert not page.workflow_in_progress


def test_what_was_completed_during_the_review_is_approved(tree: Tree, person: Person) -> None:
    page = draft(tree)
    author = make_user(Role.REDACTION)
    state = submit(page, author)
    page.secteurs.set([secteur()])
    page.save_revision(user=author)

    approve(person(Role.RESPONSABLE), page, state)

    assert MetierPage.objects.get(pk=page.pk).live


def test_scheduling_is_refused(tree: Tree, person: Person) -> None:
    page = draft(tree)
    tomorrow = timezone.localtime() + timedelta(days=1)

    response = edit(person(Role.RESPONSABLE), page, "publish", go_live_at=f"{tomorrow:%Y-%m-%d %H:%M}")

    assert errors_of(response) == {"secteurs": [SECTEUR]}
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def schedule(page: Any) -> None:
    """Approved when it was complete; its moment has come."""
    revision = page.save_revision(user=None)
    page.revisions.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))


def test_at_its_moment_a_refused_page_is_unscheduled_and_the_others_go_on(tree: Tree) -> None:
    refused, accepted = draft(tree), complete(tree, title="Chaudronnière, chaudronnier")
    schedule(refused)
    schedule(accepted)

    publish_scheduled()

    assert not MetierPage.objects.get(pk=refused.pk).live
    assert MetierPage.objects.get(pk=accepted.pk).live
    assert not refused.revisions.filter(approved_go_live_at__isnull=False).exists()
    entry = PageLogEntry.objects.get(page=refused.pk, action="wagtail.schedule.cancel")
    assert SECTEUR in str(entry.data)


def test_the_refusal_of_a_scheduled_page_is_mailed(tree: Tree, mailoutbox: list[Any]) -> None:
    author = make_user(Role.REDACTION)
    author.email = "rose@example.org"
    author.save()
    page = draft(tree)
    page.owner = author
    page.save()
    schedule(page)

    publish_scheduled()

    assert [mail.to for mail in mailoutbox] == [["rose@example.org"]]
    assert SECTEUR in mailoutbox[0].body


def test_wagtails_own_command_goes_the_same_way(tree: Tree) -> None:
    page = draft(tree)
    schedule(page)

    call_command("publish_scheduled")

    assert not MetierPage.objects.get(pk=page.pk).live


def bulk_publish(client: Client, *pages: Any) -> Any:
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"/admin/bulk/wagtailcore/page/publish/?{query}&next=/admin/", {}, follow=True)


def test_bulk_publishing_names_the_refused_ones(tree: Tree, person: Person) -> None:
    refused, accepted = draft(tree), complete(tree, title="Chaudronnière, chaudronnier")

    response = bulk_publish(person(Role.RESPONSABLE), refused, accepted)

    assert SECTEUR in said(response)
    assert not MetierPage.objects.get(pk=refused.pk).live
    assert MetierPage.objects.get(pk=accepted.pk).live


def test_bulk_publishing_of_refused_ones_alone(tree: Tree, person: Person) -> None:
    response = bulk_publish(person(Role.RESPONSABLE), draft(tree))

    assert SECTEUR in said(response)


@pytest.mark.parametrize("option", ["publish_copies", "alias"])
def test_a_live_copy_passes_the_rules(tree: Tree, person: Person, option: str) -> None:
    page = draft(tree, live=True)
    url = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    data = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": tree.metiers.pk, option: "on"}

    response = person(Role.RESPONSABLE).post(url, data, follow=True)

    assert SECTEUR in said(response)
    assert not MetierPage.objects.filter(slug="copie").exists()


def test_copies_by_code_pass_the_rules(tree: Tree) -> None:
    page = draft(tree, live=True)

    with pytest.raises(PublicationRefusedError):
        page.copy(update_attrs={"slug": "copie"})
    with pytest.raises(PublicationRefusedError):
        tree.metiers.copy(recursive=True, to=tree.formations, update_attrs={"slug": "copie"})
    with pytest.raises(PublicationRefusedError):
        page.create_alias(update_slug="copie")
    assert page.copy(update_attrs={"slug": "copie"}, keep_live=False).live is False


@pytest.mark.django_db(transaction=True)
def test_a_translation_passes_the_rules(person: Person) -> None:
    tree = Tree()
    evenement = tree.evenement(live=True, lieu="Gare", departement_id=None, mode="en_ligne")
    english = Locale.objects.get_or_create(language_code="en")[0]
    source = TranslationSource.update_or_create_from_instance(evenement)[0]
    translation = Translation.objects.create(source=source, target_locale=english)

    with pytest.raises(PublicationRefusedError):
        translation.save_target(publish=True)

    assert not Evenement.objects.get(locale=english).live


def figure(**fields: Any) -> Chiffre:
    defaults = {
        "cle": "salaire", "nature": Nature.SALAIRE_MEDIAN, "libelle": "brut par mois", "valeur": 2100,
        "unite": Unite.EUROS_MOIS, "grain": Grain.METIER_REGION, "live": False,
    }  # fmt: skip
    return Chiffre.objects.create(**defaults | fields)


def test_a_figure_without_source_nor_year_stays_a_draft(tree: Tree, person: Person) -> None:
    chiffre = figure()
    client = person(Role.RESPONSABLE)
    url = reverse("wagtailsnippets_chiffres_chiffre:edit", args=(chiffre.pk,))

    response = client.post(url, fields_of(client.get(url).content) | {"action-publish": "1"})

    assert set(errors_of(response)) == {"source_titre", "annee"}
    chiffre.refresh_from_db()
    assert not chiffre.live
