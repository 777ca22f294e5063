"""Lists, previews, dashboard and accounts, as people of the team open them."""

import json
import stat
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ambassadeurs.models import DemandeRencontre
from common.roles import Role
from secteurs.models import Secteur
from territoires.models import Referent
from tests.backoffice.conftest import fields_of
from tests.backoffice.factories import complete
from tests.search.factories import Tree, commune, departement, etablissement, offre, rome, secteur

Person = Callable[..., Client]


def preview(client: Client, url: str, mode: str) -> str:
    """As the panel does: the form is posted, then the page is asked."""
    edit = url.replace("preview/", "") if "/pages/" in url else url.replace("/preview/", "/edit/")
    assert client.post(url, fields_of(client.get(edit).content)).json() == {
        "is_valid": True,
        "is_available": True,
    }
    response = client.get(url, {"mode": mode, "in_preview_panel": "true"})
    assert response.status_code == 200
    return response.content.decode()


def test_a_job_is_previewed_as_page_card_and_simplified_version(tree: Tree, person: Person) -> None:
    page = complete(tree, live=True)
    client, url = person(Role.REDACTION), f"/admin/pages/{page.pk}/edit/preview/"

    assert "<h1" in preview(client, url, "")
    assert 'class="fiche s-sante"' in preview(client, url, "carte")
    assert "pas encore de version simplifiée" in preview(client, url, "simplifie")


@pytest.mark.parametrize("kind", ["formation", "ambassadeur"])
def test_other_pages_are_previewed_as_page_and_card(tree: Tree, person: Person, kind: str) -> None:
    page = getattr(tree, kind)()
    client, url = person(Role.REDACTION), f"/admin/pages/{page.pk}/edit/preview/"

    assert "<h1" in preview(client, url, "")
    assert 'class="fiche ' in preview(client, url, "carte")


def test_an_event_is_previewed_as_page_and_card(tree: Tree, person: Person) -> None:
    event = tree.evenement(commune=commune(), lieu="Gare", live=True)
    client = person(Role.REDACTION)
    url = reverse("wagtailsnippets_evenements_evenement:preview_on_edit", args=(event.pk,))

    assert "Portes ouvertes" in preview(client, url, "")
    assert 'class="fiche ' in preview(client, url, "carte")


def test_lists_cost_the_same_with_more_items(
    tree: Tree, person: Person, django_assert_max_num_queries: Any
) -> None:
    client = person(Role.REDACTION)
    url = reverse("metiers:index")
    complete(tree, live=True)
    client.get(url)
    with django_assert_max_num_queries(60) as few:
        client.get(url)
    for number in range(6):
        complete(tree, live=True, title=f"Métier {number}")
    with django_assert_max_num_queries(60) as many:
        client.get(url)
    # The buttons of Wagtail and wagtail-localize ask four by row; our columns ask none.
    assert len(many.captured_queries) - len(few.captured_queries) <= 4 * 6


def test_the_list_of_jobs_is_filtered_by_sector(tree: Tree, person: Person) -> None:
    wanted = complete(tree, live=True)
    other = complete(tree, live=True, title="Marin")
    other.metier_secteurs.all().delete()

    response = person(Role.REDACTION).get(reverse("metiers:index"), {"secteur": secteur().pk})

    assert [page.pk for page in response.context["object_list"]] == [wanted.pk]


@pytest.mark.parametrize("text", ["gambetta", "0590117s", "lille", "lycée lille"])
def test_a_school_is_chosen_by_name_town_or_uai(tree: Tree, person: Person, text: str) -> None:
    school = etablissement()
    etablissement(
        "0800011D", "Collège Cité", commune=commune("80021", "Amiens", departement=departement("80", "Somme"))
    )

    response = person(Role.REDACTION).get(reverse("choisir_etablissement:choose_results"), {"q": text})

    assert list(response.context["results"]) == [school]


def test_a_rome_code_is_chosen_without_accents(db: None, person: Person) -> None:
    fiche = rome("D1102")
    fiche.libelle = "Boulanger / Boulangère"
    fiche.save()

    response = person(Role.REDACTION).get(reverse("choisir_rome:choose_results"), {"q": "boulangere"})

    assert list(response.context["results"]) == [fiche]


def test_offers_are_searched_by_uai_and_town(tree: Tree, person: Person) -> None:
    found = offre(tree.formation(), etablissement(), live=True)
    url = reverse("wagtailsnippets_formations_offre:list")
    client = person(Role.REDACTION)

    for text in ("0590117S", "Lille", "Boulanger"):
        assert list(client.get(url, {"q": text}).context["object_list"]) == [found]


def test_labels_in_other_languages_have_their_fields(db: None, person: Person) -> None:
    term = secteur("mer", "Mer")
    client = person(Role.ANALYSTE)
    url = reverse("wagtailsnippets_secteurs_secteur:edit", args=(term.pk,))

    data = fields_of(client.get(url).content) | {"translations-en-name": "Sea and coast"}
    assert client.post(url, data).status_code == 302

    assert Secteur.objects.get(pk=term.pk).localized("name", "en") == "Sea and coast"


def test_the_dashboard_tells_what_waits(tree: Tree, person: Person) -> None:
    page = complete(tree, live=True, relu_le=timezone.localdate() - timedelta(days=500))
    DemandeRencontre.objects.create(
        ambassadeur=tree.ambassadeur(), departement=departement(), organisme="Collège Verlaine", contact="x",
        courriel="a@example.org", rencontre="classe",
    )  # fmt: skip

    seen = person(Role.RESPONSABLE).get("/admin/").content.decode()
    writer = person(Role.REDACTION).get("/admin/").content.decode()

    assert page.title in seen
    assert "Collège Verlaine" in seen
    assert "Collège Verlaine" not in writer


def test_the_menu_shows_each_role_what_it_works_with(db: None, person: Person) -> None:
    referent = person(Role.REFERENT).get("/admin/").content.decode()

    assert "Agenda" in referent
    assert "/admin/metiers/" not in referent
    assert "/admin/metiers/" in person(Role.REDACTION).get("/admin/").content.decode()


def test_accounts_are_made_once_and_kept_to_their_owner(db: None, tmp_path: Path, client: Client) -> None:
    Referent.objects.create(prenom="Mathis", nom="Exemple", fonction="Référent", exemple=True)
    path, printed, again = tmp_path / "accounts.json", StringIO(), StringIO()

    call_command("demo_accounts", file=path, stdout=printed, stderr=StringIO())
    call_command("demo_accounts", file=path, stdout=again, stderr=StringIO())

    accounts = json.loads(printed.getvalue())
    assert set(accounts) == {str(role.label) for role in Role}
    assert again.getvalue() == ""
    assert json.loads(path.read_text()) == accounts
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert client.login(username="referent", password=accounts["referent"]["password"])
    assert Referent.objects.get().user.username == "referent"


def test_no_accounts_where_the_second_factor_is_required(db: None, tmp_path: Path, settings: Any) -> None:
    settings.WAGTAIL_2FA_REQUIRED = True

    with pytest.raises(CommandError):
        call_command("demo_accounts", file=tmp_path / "accounts.json")


def test_the_second_factor_guards_the_back_office_and_leaves_the_site_alone(
    tree: Tree, person: Person, settings: Any
) -> None:
    settings.WAGTAIL_2FA_REQUIRED = True
    client = person(Role.REDACTION)

    assert client.get("/admin/pages/").url.startswith("/admin/2fa/devices/new")  # type: ignore[attr-defined]
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert "Cookie" not in answer.headers.get("Vary", "")
