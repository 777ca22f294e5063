"""Terms are chosen among all of them; what is unknown is told, never dropped."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from ambassadeurs.models import AmbassadeurPage
from common.roles import Role
from metiers.models import MetierPage
from tests.backoffice.conftest import errors_of, fields_of
from tests.search.factories import Tree, secteur

Person = Callable[..., Client]


def edit(client: Client, page: Any, **changes: Any) -> Any:
    url = f"/admin/pages/{page.pk}/edit/"
    data = fields_of(client.get(url).content) | changes
    return client.post(url, data)


def test_the_form_shows_every_term_with_its_tile(tree: Tree, person: Person) -> None:
    mer = secteur("mer", "Mer")
    page = tree.metier(secteurs=[mer], live=False)
    secteur("sante", "Santé")

    html = person(Role.REDACTION).get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert 'class="carreau carreau--mini s-mer"' in html
    assert 'class="carreau carreau--mini s-sante"' in html
    assert fields_of(html.encode())["secteurs"] == [str(mer.pk)]


def test_terms_are_saved_in_the_draft_and_shown_again(tree: Tree, person: Person) -> None:
    mer, sante = secteur("mer", "Mer"), secteur("sante", "Santé")
    page = tree.metier(secteurs=[mer], live=False)
    client = person(Role.REDACTION)

    response = edit(client, page, secteurs=[str(sante.pk)])

    assert response.status_code == 302, errors_of(response)
    draft = MetierPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [term.slug for term in draft.secteurs.all()] == ["sante"]
    assert fields_of(client.get(f"/admin/pages/{page.pk}/edit/").content)["secteurs"] == [str(sante.pk)]


def test_an_unknown_term_is_an_error_and_nothing_is_lost(tree: Tree, person: Person) -> None:
    mer = secteur("mer", "Mer")
    page = tree.metier(secteurs=[mer], live=False)

    response = edit(
        person(Role.REDACTION), page, secteurs=[str(mer.pk), "9999"], accroche="Nouvelle accroche."
    )

    assert response.status_code == 200
    assert "9999" in response.context["form"].errors["secteurs"][0]
    assert response.context["form"]["accroche"].value() == "Nouvelle accroche."
    assert [term.slug for term in MetierPage.objects.get(pk=page.pk).secteurs.all()] == ["mer"]


def test_array_choices_are_check_boxes(tree: Tree, person: Person) -> None:
    page = tree.ambassadeur(live=False)

    response = edit(person(Role.REDACTION), page, rencontres=["classe", "visio"])

    assert response.status_code == 302, errors_of(response)
    draft = AmbassadeurPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.rencontres == ["classe", "visio"]


def test_an_array_choice_outside_the_list_is_an_error(tree: Tree, person: Person) -> None:
    response = edit(person(Role.REDACTION), tree.ambassadeur(live=False), rencontres=["classe", "telepathie"])

    assert "rencontres" in errors_of(response)
