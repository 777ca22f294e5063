"""A school proposes an event without account or cookie: the form, the confirmation, what robots and scanners meet."""

import datetime
import logging
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from common.schedule import jobs
from evenements.models import Proposition
from evenements.propositions.addresses import address_fault
from evenements.propositions.enums import EtatProposition
from evenements.propositions.retention import erase_contacts, erase_unconfirmed
from tests.evenements.factories import EvenementFactory
from tests.evenements.proposing import PATH, confirmed, day, link, mailed, send, typed
from tests.home.factories import tree
from tests.plugins.strict_client import StrictClient
from tests.territoires.factories import EtablissementFactory, ReferentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_at_once")]


@pytest.fixture
def lycee() -> Any:
    tree()
    return EtablissementFactory(nom="Lycée Pasteur", site_web="https://www.lycee-pasteur.example/accueil")


@pytest.fixture
def school() -> Client:
    """Without cookie, and refused where a page would ask for a token in a cookie."""
    return StrictClient(enforce_csrf_checks=True)


# Which school


def test_a_school_is_found_by_its_code_its_name_or_its_town(lycee: Any, school: Client) -> None:
    for question in (lycee.uai.lower(), "pasteur", "pasteur lille"):
        answer = school.get(PATH, {"q": question})
        assert [found.pk for found in answer.context["etablissements"]] == [lycee.pk]
        assert f"?uai={lycee.uai}" in answer.content.decode()
    assert not answer.cookies
    nothing = school.get(PATH, {"q": "nulle part ailleurs"})
    assert "Aucun établissement" in nothing.content.decode()
    assert nothing.status_code == 200


def test_the_code_of_a_school_that_merged_leads_to_the_one_that_took_over(lycee: Any, school: Client) -> None:
    last = EtablissementFactory(nom="Lycée Nouveau")
    lycee.remplace_par, lycee.ouvert = last, False
    lycee.save()
    assert school.get(PATH, {"uai": lycee.uai}).context["etablissement"] == last


@pytest.mark.parametrize("uai", ["", "0590001Z", "x" * 300, "0590117G\x00"])
def test_a_code_that_names_nobody_asks_again(lycee: Any, school: Client, uai: str) -> None:
    answer = school.get(PATH, {"uai": uai})
    assert answer.status_code == 200
    assert "form" not in answer.context


def test_the_form_exists_in_english(lycee: Any, school: Client) -> None:
    assert school.get(f"/en/agenda/proposer/?uai={lycee.uai}").status_code == 200


# From the form to the référent


def test_a_proposal_goes_from_the_form_to_the_person_in_charge(lycee: Any, school: Client) -> None:
    ReferentFactory(courriel="nord@example.org")
    ReferentFactory(courriel="nord2@example.org")
    answer = send(school, lycee)
    assert (answer.status_code, answer["Location"]) == (302, f"{PATH}envoye/")
    assert not answer.cookies
    assert school.get(answer["Location"]).status_code == 200
    proposition = Proposition.objects.get()
    assert proposition.etat == EtatProposition.A_CONFIRMER
    assert [message.to for message in mail.outbox] == [["c.dupuis@ac-lille.fr"]], "nobody else knows yet"
    answer = school.post(link("confirmer"))
    assert answer.status_code == 302
    proposition.refresh_from_db()
    assert (proposition.etat, proposition.departement_id) == (EtatProposition.A_RELIRE, "59")
    told = mailed("Événement proposé")
    assert sorted(told.to) == ["nord2@example.org", "nord@example.org"], "both people of the Nord"
    assert told.reply_to == ["c.dupuis@ac-lille.fr"]
    assert f"/admin/propositions/edit/{proposition.pk}/" in told.body
    page = school.get(answer["Location"])
    assert "En cours de relecture" in page.content.decode()
    assert not page.cookies


def test_mails_are_plain_french_and_say_what_was_typed(lycee: Any, school: Client) -> None:
    confirmed(school, lycee, titre="Portes ouvertes\r\nBcc: x@example.org")
    first = mail.outbox[0]
    assert first.subject == "Confirmer votre événement sur Proch’Orientation"
    assert first.content_subtype == "plain"
    assert "48 heures" in first.body
    assert "Lycée Pasteur" in first.body
    assert "9 heures – 12:30" in first.body or "9 h" in first.body or "09:00" in first.body
    assert all("\n" not in message.subject for message in mail.outbox)
    assert "corriger ou annuler" in mailed("bien reçu").body


def test_a_scanner_that_opens_the_links_of_a_mail_confirms_nothing(lycee: Any, school: Client) -> None:
    send(school, lycee)
    path = link("confirmer")
    for method in (school.get, school.head):
        answer = method(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    assert Proposition.objects.get().etat == EtatProposition.A_CONFIRMER
    assert len(mail.outbox) == 1


def test_confirming_twice_tells_once(lycee: Any, school: Client) -> None:
    ReferentFactory(courriel="nord@example.org")
    send(school, lycee)
    path = link("confirmer")
    assert [school.post(path).status_code for _time in range(2)] == [302, 302]
    assert sum("Événement proposé" in message.subject for message in mail.outbox) == 1


def test_a_link_that_expired_or_was_forged_says_what_to_do(lycee: Any, school: Client) -> None:
    send(school, lycee)
    path = link("confirmer")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=48, minutes=1), tick=False):
        for answer in (school.get(path), school.post(path)):
            assert answer.status_code == 410
            assert "Proposer de nouveau" in answer.content.decode()
    assert school.get(f"{path[:-4]}xyz/").status_code == 410
    assert school.post(path.replace("confirmer", "suivi")).status_code == 410, "one link is not another"
    assert Proposition.objects.get().etat == EtatProposition.A_CONFIRMER


# What is asked


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"titre": ""}, "titre", "titre"),
        ({"type": "worldskills"}, "type", ""),
        ({"publics": []}, "publics", "public"),
        ({"jour_1": "2026-02-31"}, "jour_1", "n’existe pas"),
        ({"jour_1": "", "debut_1": "", "fin_1": ""}, "jour_1", "au moins une date"),
        ({"jour_1": "2020-03-01"}, "jour_1", "passé"),
        ({"jour_1": "2090-03-01"}, "jour_1", "trop loin"),
        ({"fin_1": "08:00"}, "fin_1", "après le début"),
        ({"fin_1": ""}, "fin_1", "heure de fin"),
        ({"debut_1": "25:99"}, "debut_1", "09:30"),
        ({"inscription_url": "https://example.org"}, "inscription", "conseillée"),
        ({"contact_courriel": "c.dupuis@gmail.com"}, "contact_courriel", "ac-lille.fr"),
        ({"contact_courriel": "c.dupuis@fauxac-lille.fr"}, "contact_courriel", "référente"),
        ({"contact_courriel": "dupuis(at)ac-lille"}, "contact_courriel", "nom@ac-lille.fr"),
    ],
)
def test_a_fault_is_said_at_its_field_and_everything_typed_is_kept(
    lycee: Any, school: Client, changes: dict[str, Any], field: str, words: str
) -> None:
    answer = send(school, lycee, **changes)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert words in text
    for kept in (
        "Entrée rue de l’Essai.",
        "Démonstration &lt;b&gt;",
        "Mme Dupuis, proviseure",
        'value="12:30"',
    ):
        assert (
            kept in text
            or kept.strip('value="') in changes
            or (kept == 'value="12:30"' and "fin_1" in changes)
        )
    assert text.count("checked") >= 1
    assert not Proposition.objects.exists()


@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        ("a@ac-lille.fr", True),
        ("a@ac-amiens.fr", True),
        ("a@AC-LILLE.FR", True),
        ("a@region.hautsdefrance.fr", True),
        ("a@agriculture.gouv.fr", True),
        ("a@lycee-pasteur.example", True),
        ("a@mail.lycee-pasteur.example", True),
        ("a@pasteur.example", False),
        ("a@gouv.fr.example.org", False),
        ("a@orange.fr", False),
    ],
)
def test_addresses_that_prove_the_school(lycee: Any, address: str, accepted: bool) -> None:
    assert (address_fault(address, lycee) == "") == accepted


def test_the_site_of_a_school_at_a_host_open_to_all_proves_nothing(lycee: Any) -> None:
    lycee.site_web = "https://www.facebook.com/lyceepasteur"
    assert address_fault("a@facebook.com", lycee)


def test_domains_are_those_of_the_settings(lycee: Any, settings: Any) -> None:
    settings.PROPOSITIONS_DOMAINES = ["mairie.example"]
    assert address_fault("a@mairie.example", lycee) == ""
    assert "mairie.example" in address_fault("a@ac-lille.fr", lycee)


def test_one_more_date_is_given_without_judging_what_is_typed(lycee: Any, school: Client) -> None:
    answer = send(school, lycee, titre="", ajouter="1")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="jour_2"' in text
    assert 'name="lignes" value="2"' in text
    assert "Entrée rue de l’Essai." in text
    assert "alert-triangle" not in text
    assert not Proposition.objects.exists()


def test_several_dates_are_kept_in_order_and_a_night_ends_next_day(lycee: Any, school: Client) -> None:
    changes: dict[str, Any] = {
        "lignes": "3",
        "jour_2": day(10),
        "debut_2": "20:00",
        "fin_2": "01:00",
        "precision_2": "Soirée",
    }
    assert send(school, lycee, **changes).status_code == 302
    first, second = Proposition.objects.get().creneaux
    assert (first.jour, second.jour, first.precision) == (day(10), day(14), "Soirée")
    assert first.ends - first.starts == datetime.timedelta(hours=5)


@pytest.mark.parametrize("rows", ["-5", "abc", "999999"])
def test_a_number_of_dates_nobody_would_ask(lycee: Any, school: Client, rows: str) -> None:
    assert send(school, lycee, lignes=rows).status_code == 302


# Robots


@pytest.mark.parametrize(("wait", "words"), [(0, "rapide"), (90_000, "longtemps")])
def test_robots_and_old_pages_send_again(lycee: Any, school: Client, wait: int, words: str) -> None:
    answer = send(school, lycee, wait=wait)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    forged = school.post(f"{PATH}?uai={lycee.uai}", typed(jeton="faux"))
    assert forged.status_code == 400
    assert not Proposition.objects.exists()


def test_a_robot_that_fills_the_hidden_field_is_thanked_and_forgotten(lycee: Any, school: Client) -> None:
    assert send(school, lycee, site_web_bis="http://spam.example").status_code == 302
    assert not Proposition.objects.exists()
    assert mail.outbox == []


def test_nobody_fills_the_mailbox_of_another(lycee: Any, school: Client) -> None:
    for number in range(5):
        assert send(school, lycee, titre=f"Atelier {number}", jour_1=day(20 + number)).status_code == 302
    answer = send(school, lycee, titre="Encore", jour_1=day(40))
    assert answer.status_code == 400
    assert "déjà une confirmation" in answer.content.decode()
    assert len(mail.outbox) == 5


def test_nothing_personal_is_logged(lycee: Any, school: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        confirmed(school, lycee)
    told = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "nobody to write to" in told
    for secret in ("dupuis", "Dupuis", "soudure"):
        assert secret not in told


# What exists already


def test_what_exists_already_is_shown_before_sending(lycee: Any, school: Client) -> None:
    there = EvenementFactory(
        titre="Portes ouvertes, lycée Pasteur", etablissement=lycee, sessions=[(14, 9, 12)]
    )
    answer = send(school, lycee)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "existe déjà" in text
    assert there.url in text
    assert "Mme Dupuis, proviseure" in text
    assert not Proposition.objects.exists()
    assert send(school, lycee, doublon="on").status_code == 302


def test_a_proposal_being_read_is_told_without_its_contact(lycee: Any, school: Client) -> None:
    confirmed(school, lycee)
    answer = send(school, lycee, contact_nom="M. Petit", contact_courriel="p@ac-lille.fr")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "en cours de relecture" in text
    assert "dupuis" not in text.lower()


@pytest.mark.parametrize(
    "changes", [{"jour_1": day(15)}, {"titre": "Forum des anciens élèves", "type": "forum"}]
)
def test_another_day_or_another_thing_is_no_duplicate(
    lycee: Any, school: Client, changes: dict[str, Any]
) -> None:
    EvenementFactory(titre="Portes ouvertes, lycée Pasteur", etablissement=lycee, sessions=[(14, 9, 12)])
    assert send(school, lycee, **changes).status_code == 302


def test_an_event_kept_on_the_school_before_the_merger_is_a_duplicate_too(lycee: Any, school: Client) -> None:
    old = EtablissementFactory(nom="L’ancien", remplace_par=lycee, ouvert=False)
    EvenementFactory(titre="Portes ouvertes", etablissement=old, sessions=[(14, 9, 12)])
    assert send(school, lycee).status_code == 409


# What does not stay


def test_what_nobody_confirmed_is_erased_after_48_hours(lycee: Any, school: Client) -> None:
    send(school, lycee)
    kept = confirmed(school, lycee, titre="Forum", type="forum")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=47), tick=False):
        assert erase_unconfirmed() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49), tick=False):
        assert erase_unconfirmed() == 1
    assert list(Proposition.objects.all()) == [kept]


def test_the_contact_is_erased_some_days_after_the_last_date(
    lycee: Any, school: Client, settings: Any
) -> None:
    settings.PROPOSITIONS_CONTACT_JOURS = 30
    one = confirmed(school, lycee)
    path = link("suivi", next(i for i, m in enumerate(mail.outbox) if "reçu" in m.subject))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=14 + 29), tick=False):
        assert erase_contacts() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=14 + 31), tick=False):
        assert erase_contacts() == 1
        assert erase_contacts() == 0
        assert school.get(path).status_code == 410
    one.refresh_from_db()
    assert (one.contact_nom, one.contact_courriel, one.contact_public) == ("", "", "")


def test_the_jobs_are_scheduled() -> None:
    names = " ".join(job.name for job in jobs())
    assert "erase_unconfirmed" in names
    assert "erase_contacts" in names


def test_the_form_says_what_is_kept(lycee: Any, school: Client) -> None:
    text = school.get(f"{PATH}?uai={lycee.uai}").content.decode()
    assert "48 heures" in text
    assert "un mois après la dernière date" in text
    assert "/fr/donnees-personnelles/" in text
