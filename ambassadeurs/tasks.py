"""Mail to the person in charge when a school invites an ambassador."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from ambassadeurs.models import DemandeRencontre
from common.models import ReglagesSite
from territoires.models import Referent

logger = logging.getLogger(__name__)


@task()
def notify_referent(pk: int) -> int:
    """Number of mails sent. Only the number of the request is logged: what it says belongs to those who read it."""
    demande = DemandeRencontre.objects.select_related("ambassadeur", "departement").filter(pk=pk).first()
    if demande is None:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        to = recipients(demande)
        if not to:
            logger.warning("Request %s: nobody to write to in département %s", pk, demande.departement_id)
            return 0
        message = EmailMessage(
            subject=_("Invitation de %(prenom)s, demande %(pk)s")
            % {"prenom": demande.ambassadeur.prenom, "pk": pk},
            body=body(demande),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=to,
            reply_to=[demande.courriel],
        )
        return message.send()


def recipients(demande: DemandeRencontre) -> list[str]:
    """Référents of the département who have an address, narrowed to the bassin of the school when it is known."""
    commune = demande.etablissement.commune if demande.etablissement else None
    bassin = commune.bassin if commune and commune.departement_id == demande.departement_id else None
    people = Referent.objects.for_place(demande.departement, bassin).exclude(courriel="")
    found = list(people.values_list("courriel", flat=True))
    if found:
        return list(dict.fromkeys(found))
    fallback = ReglagesSite.objects.exclude(courriel_contact="").order_by("pk")
    return list(fallback.values_list("courriel_contact", flat=True)[:1])


def body(demande: DemandeRencontre) -> str:
    lines = [
        _("%(organisme)s souhaite inviter %(prenom)s : %(rencontre)s.")
        % {
            "organisme": demande.organisme,
            "prenom": demande.ambassadeur.prenom,
            "rencontre": demande.get_rencontre_display(),
        },
        _("À joindre : %(contact)s, %(courriel)s.")
        % {"contact": demande.contact, "courriel": demande.courriel},
        _("Département : %(nom)s.") % {"nom": demande.departement.nom},
    ]
    if demande.message:
        lines += ["", demande.message]
    lines += ["", f"{settings.SITE_URL.rstrip('/')}/admin/"]
    return "\n".join(lines)
