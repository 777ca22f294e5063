"""Plain text mails of the proposals. Tasks carry the number of the proposal alone, and only that number is logged."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from common.models import ReglagesSite
from common.seo import absolute
from evenements.models import Proposition
from evenements.propositions.links import confirmation_url, private_url
from territoires.models import Referent

logger = logging.getLogger(__name__)


def _proposal(pk: int) -> Proposition | None:
    related = ("etablissement__commune", "departement", "evenement__locale")
    return Proposition.objects.select_related(*related).filter(pk=pk).first()


def _send(subject: str, lines: Iterable[str], to: list[str], reply_to: list[str] | None = None) -> int:
    body = "\n".join(lines)
    mail = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, to, reply_to=reply_to or None)
    return mail.send()


def _to_school(pk: int, compose: str) -> int:
    """In the language in which the school wrote; nothing when its address is erased."""
    proposition = _proposal(pk)
    if proposition is None or not proposition.contact_courriel:
        return 0
    with translation.override(proposition.langue):
        subject, lines = COMPOSE[compose](proposition)
        return _send(subject, lines, [proposition.contact_courriel])


def _facts(proposition: Proposition) -> list[str]:
    """What is proposed, one line a fact."""
    return [
        proposition.titre,
        _("Où : %(ou)s") % {"ou": proposition.organisme},
        *(_("Quand : %(quand)s") % {"quand": one} for one in proposition.creneaux),
    ]


def _confirmation(proposition: Proposition) -> tuple[str, list[str]]:
    return _("Confirmer votre événement sur Proch’Orientation"), [
        _("Bonjour,"),
        "",
        _("Vous proposez cet événement pour l’agenda de Proch’Orientation :"),
        "",
        *_facts(proposition),
        "",
        _("Pour l’envoyer à la personne référente, ouvrez ce lien puis appuyez sur « Confirmer » :"),
        confirmation_url(proposition),
        "",
        _("Le lien vaut 48 heures. Sans confirmation, tout est effacé."),
        _("Si vous n’êtes pas à l’origine de cette demande, ne faites rien."),
    ]


def _received(proposition: Proposition) -> tuple[str, list[str]]:
    return _("Votre événement est bien reçu"), [
        _("Bonjour,"),
        "",
        _("La personne référente de votre département va lire votre proposition :"),
        "",
        *_facts(proposition),
        "",
        *_private(proposition),
    ]


def _private(proposition: Proposition) -> list[str]:
    return [
        _("Pour corriger ou annuler, gardez ce lien. Il est privé : ne le transmettez pas."),
        private_url(proposition),
    ]


def _accepted(proposition: Proposition) -> tuple[str, list[str]]:
    url = absolute(proposition.evenement.url) if proposition.evenement else absolute("/fr/agenda/")
    return _("Votre événement est en ligne"), [
        _("Bonjour,"),
        "",
        *_facts(proposition),
        "",
        _("La page est publiée :"),
        url,
        "",
        *_private(proposition),
    ]


def _refused(proposition: Proposition) -> tuple[str, list[str]]:
    return _("Votre événement n’est pas publié"), [
        _("Bonjour,"),
        "",
        *_facts(proposition),
        "",
        _("La personne référente ne le publie pas, pour cette raison :"),
        proposition.raison,
        "",
        _("Si vous le corrigez, il sera relu."),
        *_private(proposition),
    ]


COMPOSE = {
    "confirmation": _confirmation,
    "received": _received,
    "accepted": _accepted,
    "refused": _refused,
}


@task()
def send_confirmation(pk: int) -> int:
    return _to_school(pk, "confirmation")


@task()
def send_received(pk: int) -> int:
    return _to_school(pk, "received")


@task()
def send_accepted(pk: int) -> int:
    return _to_school(pk, "accepted")


@task()
def send_refused(pk: int) -> int:
    return _to_school(pk, "refused")


@task()
def tell_referents(pk: int, what: str) -> int:
    """`what`: new, corrected or cancelled. In French: the team works in French."""
    proposition = _proposal(pk)
    if proposition is None:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        to = recipients(proposition)
        if not to:
            logger.warning("Proposal %s: nobody to write to", pk)
            return 0
        subjects = {
            "new": _("Événement proposé, n° %(pk)s"),
            "corrected": _("Événement corrigé, n° %(pk)s"),
            "cancelled": _("Événement annulé, n° %(pk)s"),
        }
        lines = [
            *_facts(proposition),
            "",
            _("Proposé par : %(nom)s, %(courriel)s")
            % {"nom": proposition.contact_nom, "courriel": proposition.contact_courriel},
            _("À lire dans l’espace d’administration :"),
            absolute(reverse("propositions:edit", args=(pk,))),
        ]
        reply_to = [proposition.contact_courriel] if proposition.contact_courriel else None
        return _send(subjects[what] % {"pk": pk}, lines, to, reply_to)


def recipients(proposition: Proposition) -> list[str]:
    """Référents of the département, narrowed to the bassin of the school; else the address of the site."""
    found: list[str] = []
    if proposition.departement is not None:
        commune = proposition.etablissement.commune if proposition.etablissement else None
        people = Referent.objects.for_place(proposition.departement, commune.bassin if commune else None)
        found = list(people.exclude(courriel="").values_list("courriel", flat=True))
    if found:
        return list(dict.fromkeys(found))
    fallback = ReglagesSite.objects.exclude(courriel_contact="").order_by("pk")
    return list(fallback.values_list("courriel_contact", flat=True)[:1])
