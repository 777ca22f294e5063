"""What must not stay: proposals nobody confirmed, and who proposed an event that is over."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from evenements.models import Proposition
from evenements.propositions.enums import EtatProposition
from evenements.propositions.links import CONFIRMED_WITHIN


def erase_unconfirmed() -> int:
    """Number of proposals erased: the link has expired, so nobody can confirm them any more."""
    old = Q(etat=EtatProposition.A_CONFIRMER, recue_le__lt=timezone.now() - CONFIRMED_WITHIN)
    return Proposition.objects.filter(old).delete()[0]


def erase_contacts() -> int:
    """Number of proposals whose contact is erased, some days after the last date; the private link dies with it."""
    limit = timezone.now() - timedelta(days=settings.PROPOSITIONS_CONTACT_JOURS)
    known = Proposition.objects.exclude(contact_courriel="", contact_nom="", contact_public="")
    count = 0
    for one in known.filter(recue_le__lt=limit).iterator():
        if all(creneau.ends < limit for creneau in one.creneaux):
            one.contact_nom = one.contact_courriel = one.contact_public = ""
            one.cle = uuid.uuid4()
            one.save(update_fields=["contact_nom", "contact_courriel", "contact_public", "cle"])
            count += 1
    return count
