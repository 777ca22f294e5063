"""The queue of the référents: who sees what, accepting, refusing; what the school may do with its private link."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.roles import Role
from evenements.enums import Etat
from evenements.models import Evenement, Proposition
from evenements.propositions.enums import EtatProposition
from evenements.propositions.mails import send_accepted
from evenements.propositions.publishing import accept
from tests.backoffice.conftest import make_user
from tests.evenements.factories import EvenementFactory
from tests.evenements.proposing import confirmed, day, link, mailed, typed
from tests.home.factories import tree
from tests.territoires.factories import DepartementFactory, EtablissementFactory, ReferentFactory, abbeville

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_at_once")]


@pytest.fixture
def lycee() -> Any:
    tree()
    return EtablissementFactory(nom="Lycée Pasteur")


@pytest.fixture
def proposition(lycee: Any) -> Proposition:
    return confirmed(Client(), lycee)


def referent(code: str = "59", login: str = "referent") -> Client:
    client = Client()
    user = make_user(Role.REFERENT, login)
    ReferentFactory(departement=DepartementFactory(code=code), user=user, courriel=f"{login}@example.org")
    client.force_login(user)
    client.person = user  # type: ignore[attr-defined]
    return client


def page_of(proposition: Proposition) -> str:
    return reverse("propositions:edit", args=(proposition.pk,))


def posted(client: Client, proposition: Proposition, action: str, **changes: Any) -> Any:
    return client.post(page_of(proposition), typed(action=action, **changes), follow=True)


# Who sees what


def test_the_queue_shows_the_territory_alone(proposition: Proposition) -> None:
    nord, somme = referent("59"), referent("80", "somme")
    index = reverse("propositions:index")
    assert [one.pk for one in nord.get(index).context["object_list"]] == [proposition.pk]
    assert list(somme.get(index).context["object_list"]) == []
    assert nord.get(page_of(proposition)).status_code == 200
    assert somme.get(page_of(proposition)).status_code == 302, "sent back with a refusal"
    for action in ("accepter", "refuser", "enregistrer", "revoquer"):
        posted(somme, proposition, action, raison="non", titre="Changé")
    proposition.refresh_from_db()
    assert (proposition.etat, proposition.titre) == (
        EtatProposition.A_RELIRE,
        "Portes ouvertes du lycée Pasteur",
    )


def test_what_is_not_confirmed_is_in_no_queue(proposition: Proposition) -> None:
    Proposition.objects.update(etat=EtatProposition.A_CONFIRMER)
    client = referent()
    assert list(client.get(reverse("propositions:index")).context["object_list"]) == []
    assert client.get(page_of(proposition)).status_code == 404


@pytest.mark.parametrize("role", [Role.REDACTION, Role.ANALYSTE, Role.WORLDSKILLS])
def test_other_roles_see_nothing_of_a_school(proposition: Proposition, role: Role) -> None:
    client = Client()
    client.force_login(make_user(role))
    assert client.get(page_of(proposition)).status_code == 302
    assert client.get(reverse("propositions:index")).status_code == 302


def test_a_proposal_waits_on_the_first_page(proposition: Proposition) -> None:
    text = referent().get("/admin/").content.decode()
    assert page_of(proposition) in text
    assert page_of(proposition) not in referent("80", "somme").get("/admin/").content.decode()


def test_the_queue_is_narrowed_to_what_waits(proposition: Proposition) -> None:
    client = referent()
    index = reverse("propositions:index")
    assert len(client.get(index, {"file": "true"}).context["object_list"]) == 1
    assert len(client.get(index, {"file": "false"}).context["object_list"]) == 0


# Accepting


def test_accepting_publishes_in_the_name_of_the_person(proposition: Proposition, lycee: Any) -> None:
    client = referent()
    posted(client, proposition, "accepter", titre="Portes ouvertes, lycée Pasteur")
    proposition.refresh_from_db()
    evenement = Evenement.objects.get()
    assert (proposition.etat, proposition.evenement) == (EtatProposition.ACCEPTEE, evenement)
    assert evenement.live
    assert evenement.live_revision.user == client.person  # type: ignore[attr-defined]
    assert (evenement.etablissement, evenement.departement_id) == (lycee, "59")
    assert evenement.titre == "Portes ouvertes, lycée Pasteur", "as the référent wrote it"
    session = evenement.sessions.get()
    assert timezone.localtime(session.debut).strftime("%H:%M") == "09:00"
    page = Client().get(evenement.url).content.decode()
    assert "&lt;b&gt;de soudure&lt;/b&gt;" in page, "plain text, escaped"
    assert "<b>de soudure" not in page
    told = mailed("en ligne")
    assert told.to == ["c.dupuis@ac-lille.fr"]
    assert evenement.url in told.body


def test_a_fault_of_the_person_publishes_nothing(proposition: Proposition) -> None:
    answer = posted(referent(), proposition, "accepter", fin_1="08:00")
    assert "Rien n’est publié" in answer.content.decode()
    assert "Entrée rue de l’Essai." in answer.content.decode()
    assert not Evenement.objects.exists()


def test_saving_publishes_nothing(proposition: Proposition) -> None:
    posted(referent(), proposition, "enregistrer", titre="Autre titre")
    proposition.refresh_from_db()
    assert proposition.titre == "Autre titre"
    assert not Evenement.objects.exists()


def test_the_person_is_told_what_exists_already(proposition: Proposition, lycee: Any) -> None:
    there = EvenementFactory(titre="Portes ouvertes", etablissement=lycee, sessions=[(14, 9, 12)])
    text = referent().get(page_of(proposition)).content.decode()
    assert "existe peut-être déjà" in text
    assert there.url in text


def test_an_organiser_that_was_deleted_is_named_again_before_publishing(
    proposition: Proposition, lycee: Any
) -> None:
    lycee.delete()
    client = referent()
    assert "Désigner" in client.get(page_of(proposition)).content.decode()
    posted(client, proposition, "accepter")
    assert not Evenement.objects.exists()
    proposition.refresh_from_db()
    assert proposition.organisme == "Lycée Pasteur"
    assert Client().get(link("suivi")).status_code == 200


# Refusing


def test_refusing_needs_a_reason_and_sends_it(proposition: Proposition) -> None:
    client = referent()
    answer = client.post(page_of(proposition), {"action": "refuser", "raison": ""})
    assert "Sans raison" in answer.content.decode()
    client.post(page_of(proposition), {"action": "refuser", "raison": "La date tombe pendant les vacances."})
    proposition.refresh_from_db()
    assert proposition.etat == EtatProposition.REFUSEE
    told = mailed("n’est pas publié")
    assert "La date tombe pendant les vacances." in told.body
    page = Client().get(link("suivi"))
    assert "La date tombe pendant les vacances." in page.content.decode()


# The private link


def accepted(proposition: Proposition) -> Evenement:
    ReferentFactory(courriel="nord@example.org")
    evenement = accept(proposition, make_user(Role.RESPONSABLE, "responsable"))
    mail.outbox.clear()
    send_accepted.func(proposition.pk)
    return evenement


def test_a_correction_is_read_again_and_the_page_waits(proposition: Proposition) -> None:
    evenement = accepted(proposition)
    path, uid = link("suivi"), evenement.sessions.get().uid
    answer = Client().post(path, typed(titre="Nouveau titre", jour_1=day(16)))
    assert answer.status_code == 302
    proposition.refresh_from_db()
    evenement.refresh_from_db()
    assert (proposition.etat, evenement.titre) == (
        EtatProposition.CORRIGEE,
        "Portes ouvertes du lycée Pasteur",
    )
    assert mailed("Événement corrigé").to == ["nord@example.org"]
    assert proposition in Proposition.objects.waiting()
    posted(referent(), proposition, "accepter", titre="Nouveau titre", jour_1=day(16))
    evenement = Evenement.objects.get()
    assert evenement.titre == "Nouveau titre"
    session = evenement.sessions.get()
    assert timezone.localtime(session.debut).date().isoformat() == day(16)
    assert session.uid == uid, "calendars follow the date that moved"


def test_what_the_team_added_stays_after_a_correction(proposition: Proposition) -> None:
    evenement = accepted(proposition)
    evenement.a_preparer = "Un carnet."
    evenement.save_revision().publish()
    Client().post(link("suivi"), typed(resume="Une autre phrase."))
    proposition.refresh_from_db()
    accept(proposition, make_user(Role.RESPONSABLE, "autre"))
    evenement.refresh_from_db()
    assert (evenement.a_preparer, evenement.resume) == ("Un carnet.", "Une autre phrase.")
    assert len(evenement.description) == 1


def test_a_correction_that_is_wrong_keeps_what_was_typed(proposition: Proposition) -> None:
    accepted(proposition)
    answer = Client().post(link("suivi"), typed(titre="", acces="Par la cour."))
    assert answer.status_code == 400
    assert "Par la cour." in answer.content.decode()


def test_a_school_cancels_at_once_after_a_second_page(proposition: Proposition) -> None:
    evenement = accepted(proposition)
    path, client = link("suivi"), Client()
    assert client.get(path).status_code == 200
    asked = client.post(path, {"annuler": "1"})
    assert "Oui, annuler" in asked.content.decode()
    evenement.refresh_from_db()
    assert evenement.etat == Etat.PREVU, "a first press asks"
    client.post(path, {"annuler_vraiment": "1"})
    evenement.refresh_from_db()
    proposition.refresh_from_db()
    assert (evenement.etat, proposition.etat) == (Etat.ANNULE, EtatProposition.ANNULEE)
    assert "Annulé." in client.get(evenement.url).content.decode()
    assert mailed("Événement annulé").to == ["nord@example.org"]
    client.post(path, typed(titre="Trop tard"))
    proposition.refresh_from_db()
    assert proposition.etat == EtatProposition.ANNULEE


def test_a_draft_written_meanwhile_does_not_undo_the_cancellation(proposition: Proposition) -> None:
    evenement = accepted(proposition)
    evenement.titre = "Brouillon"
    evenement.save_revision()
    Client().post(link("suivi"), {"annuler_vraiment": "1"})
    evenement.refresh_from_db()
    assert (evenement.etat, evenement.titre) == (Etat.ANNULE, "Portes ouvertes du lycée Pasteur")
    draft = evenement.get_latest_revision_as_object()
    assert (draft.titre, draft.etat) == ("Brouillon", Etat.ANNULE)


def test_the_private_link_is_revoked(proposition: Proposition) -> None:
    path = link("suivi")
    assert Client().get(path).status_code == 200
    posted(referent(), proposition, "revoquer")
    assert Client().get(path).status_code == 410
    assert Client().post(path, {"annuler_vraiment": "1"}).status_code == 410


def test_the_page_of_a_school_leads_to_the_form(lycee: Any) -> None:
    assert f"/fr/agenda/proposer/?uai={lycee.uai}" in Client().get(lycee.get_absolute_url()).content.decode()


def test_nobody_designates_a_row_of_the_form(proposition: Proposition) -> None:
    other = EtablissementFactory(commune=abbeville())
    posted(referent(), proposition, "designer", uai=other.uai)
    proposition.refresh_from_db()
    assert proposition.departement_id == "59"
