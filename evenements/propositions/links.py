"""Signed links sent by mail: to confirm an address, then to correct or cancel. They need no account and no cookie."""

from datetime import timedelta
from urllib.parse import quote

from django.core import signing
from django.urls import reverse
from django.utils import translation

from common.seo import absolute
from evenements.models import Proposition

CONFIRMATION = "proposition.confirmation"
SUIVI = "proposition.suivi"
#: The form and the mail say it: after this the proposal is erased.
CONFIRMED_WITHIN = timedelta(hours=48)


def _token(proposition: Proposition, salt: str) -> str:
    return signing.dumps([proposition.pk, proposition.cle.hex], salt=salt)


def _address(name: str, proposition: Proposition, salt: str) -> str:
    with translation.override(proposition.langue):
        return absolute(reverse(name, args=(quote(_token(proposition, salt), safe=":-_"),)))


def confirmation_url(proposition: Proposition) -> str:
    return _address("proposer-confirmer", proposition, CONFIRMATION)


def private_url(proposition: Proposition) -> str:
    """Valid until the key of the proposal changes or its contact is erased."""
    return _address("proposer-suivi", proposition, SUIVI)


def proposal_of(token: str, salt: str) -> Proposition | None:
    """The proposal that a link names; None when it was forged, revoked, or is too old to confirm."""
    max_age = CONFIRMED_WITHIN if salt == CONFIRMATION else None
    try:
        pk, key = signing.loads(token, salt=salt, max_age=max_age)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Proposition.objects.select_related(
        "etablissement__commune__departement", "departement", "evenement__locale"
    )
    return found.filter(pk=pk, cle=key).exclude(contact_courriel="").first()
