"""What the tests of proposals share: a school, what it types, the links of its mails."""

import datetime
import re
from typing import Any

import time_machine
from django.core import mail, signing
from django.test import Client
from django.utils import timezone

from evenements.models import Proposition
from evenements.propositions.enums import EtatProposition
from territoires.models import Etablissement

PATH = "/fr/agenda/proposer/"


def day(days: int) -> str:
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def typed(**changes: Any) -> dict[str, Any]:
    """A whole form: two weeks ahead, in the morning."""
    return {
        "titre": "Portes ouvertes du lycée Pasteur",
        "type": "jpo",
        "resume": "Visiter les ateliers et rencontrer les élèves.",
        "description": "Visite à 9 h.\n\nDémonstration <b>de soudure</b>.",
        "publics": ["college", "familles"],
        "accessibilite": ["fauteuil"],
        "acces": "Entrée rue de l’Essai.",
        "inscription": "sans",
        "inscription_url": "",
        "contact_public": "03 20 00 00 00",
        "contact_nom": "Mme Dupuis, proviseure",
        "contact_courriel": "c.dupuis@ac-lille.fr",
        "lignes": "1",
        "jour_1": day(14),
        "debut_1": "09:00",
        "fin_1": "12:30",
    } | changes


def token(wait: int = 20) -> str:
    """As the page opened `wait` seconds ago holds it."""
    with time_machine.travel(timezone.now() - datetime.timedelta(seconds=wait), tick=False):
        return signing.dumps("proposition", salt="formulaire.proposition")


def send(client: Client, lycee: Etablissement, *, wait: int = 20, **changes: Any) -> Any:
    return client.post(f"{PATH}?uai={lycee.uai}", {"jeton": token(wait)} | typed(**changes))


def link(part: str, number: int = -1) -> str:
    """The path of a link in a mail: `confirmer` or `suivi`."""
    body = str(mail.outbox[number].body)
    found = re.search(rf"https?://[^/\s]+(/\w\w/agenda/proposer/{part}/\S+)", body)
    assert found is not None, body
    return found[1]


def confirmed(client: Client, lycee: Etablissement, **changes: Any) -> Proposition:
    """A proposal whose address is confirmed, waiting for its référent."""
    assert send(client, lycee, **changes).status_code == 302
    proposition = Proposition.objects.latest("pk")
    client.post(link("confirmer"))
    proposition.refresh_from_db()
    assert proposition.etat == EtatProposition.A_RELIRE
    return proposition


def mailed(words: str) -> Any:
    """The last mail whose subject holds these words."""
    return next(message for message in reversed(mail.outbox) if words in message.subject)
