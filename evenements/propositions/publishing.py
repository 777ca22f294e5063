"""What becomes of a proposal: accepted, refused, corrected, cancelled; its school named once and for all."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.log_actions import LogContext, log
from wagtail.models import Locale

from common.publication import PublicationRefusedError
from evenements.enums import Etat, Mode
from evenements.models import EnsEtablissement, Evenement, EvenementSession, Proposition
from evenements.propositions.dates import Creneau
from evenements.propositions.enums import EtatProposition
from territoires.models import Etablissement
from territoires.successors import current

#: Copied as they stand; the description becomes a block of text.
COPIED = (
    "titre", "type", "resume", "publics", "accessibilite", "acces", "inscription", "inscription_url",
)  # fmt: skip
PROGRAMME = "Le programme"


def missing(proposition: Proposition) -> list[str]:
    """Why it cannot be published yet, in French; empty when it can."""
    told = []
    if proposition.etablissement is None:
        told.append(_("Désigner l’établissement."))
    if not proposition.creneaux:
        told.append(_("Il faut au moins une date."))
    elif any(not one.complete for one in proposition.creneaux):
        told.append(_("Une date n’a pas ses deux horaires : les demander à l’établissement."))
    if proposition.creneaux and proposition.passee:
        told.append(_("Toutes les dates sont passées."))
    return told


@transaction.atomic
def accept(proposition: Proposition, user: Any) -> Evenement:
    """Publish in the name of `user`: a new event, or the corrected one. Raises ValidationError with the reasons."""
    if told := missing(proposition):
        raise PublicationRefusedError({"__all__": told})
    known = proposition.evenement
    evenement: Evenement = known.get_latest_revision_as_object() if known else _new(proposition)
    etablissement = proposition.etablissement
    if etablissement is not None:
        evenement.etablissement = current(etablissement)
    for name in COPIED:
        setattr(evenement, name, getattr(proposition, name))
    evenement.contact = proposition.contact_public
    evenement.organisateur = proposition.organisme[:160]
    _write_programme(evenement, proposition.description)
    _write_sessions(evenement, proposition.creneaux)
    evenement.full_clean()
    with LogContext(user=user):
        if known is None:
            evenement.save()
        revision = evenement.save_revision(user=user, log_action=True)
        revision.publish(user=user)
        proposition.evenement_id = evenement.pk
        proposition.dates_publiees = proposition.dates
        _settle(proposition, EtatProposition.ACCEPTEE, user)
    return evenement


def _new(proposition: Proposition) -> Evenement:
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    return Evenement(
        locale=locale, slug=_free_slug(proposition, locale), mode=Mode.SUR_PLACE, live=False, etat=Etat.PREVU
    )


def _free_slug(proposition: Proposition, locale: Locale) -> str:
    """From the title and the year, so that it never is an address of the agenda such as “proposer”."""
    base = slugify(f"{proposition.titre} {proposition.creneaux[0].jour[:4]}")[:120].strip("-")
    taken = set(Evenement.objects.filter(locale=locale, slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _write_programme(evenement: Evenement, text: str) -> None:
    """Plain text, escaped. Blocks that a person wrote stay; the one made of the proposal follows it."""
    blocks = [
        (block.block_type, block.value)
        for block in evenement.description
        if not (block.block_type == "texte" and block.value["titre"] == PROGRAMME)
    ]
    if text.strip():
        value = {"titre": PROGRAMME, "texte": linebreaks(text.strip(), autoescape=True)}
        block = evenement.description.stream_block.child_blocks["texte"]
        blocks.insert(0, ("texte", block.to_python(value)))
    evenement.description = StreamValue(evenement.description.stream_block, blocks)


def _write_sessions(evenement: Evenement, creneaux: list[Creneau]) -> None:
    """A date that stays, or is moved, keeps its row: calendars follow it by its identifier."""
    rows = evenement.sessions_ordered() if evenement.pk else []
    kept: dict[int, EvenementSession] = {}
    for index, one in enumerate(creneaux):
        same = next((row for row in rows if row.debut == one.starts), None)
        if same is not None:
            kept[index] = same
            rows.remove(same)
    sessions = []
    for index, one in enumerate(creneaux):
        row = kept.get(index) or (rows.pop(0) if rows else EvenementSession())
        row.debut, row.fin, row.precision, row.sort_order = one.starts, one.ends, one.precision[:120], index
        sessions.append(row)
    evenement.sessions = sessions


def _settle(proposition: Proposition, etat: EtatProposition, user: Any = None) -> None:
    proposition.etat = etat
    proposition.traitee_le, proposition.traitee_par = timezone.now(), user
    proposition.save()
    log(proposition, "wagtail.edit", user=user)


def refuse(proposition: Proposition, user: Any, reason: str) -> None:
    """The reason goes to the school. An event already published stays as it was before the correction."""
    proposition.raison = reason
    with LogContext(user=user):
        _settle(proposition, EtatProposition.REFUSEE, user)


def correct(proposition: Proposition) -> None:
    """The school changed what it proposes: everything is read again, what is published waits."""
    published = proposition.evenement_id is not None
    proposition.etat = EtatProposition.CORRIGEE if published else EtatProposition.A_RELIRE
    proposition.save()


@transaction.atomic
def cancel(proposition: Proposition) -> None:
    """By the school, at once: said on the page, in lists, frames and calendars. Nothing is erased."""
    if proposition.evenement is not None:
        translations = proposition.evenement.get_translations(inclusive=True)
        for one in translations.filter(live=True):
            _mark_cancelled(one)
    _settle(proposition, EtatProposition.ANNULEE)


def _mark_cancelled(evenement: Evenement) -> None:
    """What is on the site, then the draft a person was writing: publishing it later must not undo this."""
    draft = evenement.get_latest_revision_as_object() if evenement.has_unpublished_changes else None
    evenement.etat = Etat.ANNULE
    evenement.etat_precision = ""
    evenement.save_revision(log_action=True).publish()
    if draft is not None:
        draft.etat, draft.etat_precision = Etat.ANNULE, ""
        draft.save_revision()


def revoke(proposition: Proposition, user: Any) -> None:
    """The private link sent so far is worth nothing any more."""
    proposition.cle = uuid.uuid4()
    proposition.save(update_fields=["cle"])
    log(proposition, "wagtail.edit", user=user)


# Établissements of imports


def name_of(etablissement: Etablissement) -> str:
    return _("Portes ouvertes, %(nom)s") % {"nom": etablissement.nom}


@transaction.atomic
def designate(proposition: Proposition, etablissement: Etablissement | None, user: Any) -> int:
    """What a person says of an ONISEP id holds for every row of it; None: outside the region. Rows changed."""
    EnsEtablissement.objects.update_or_create(
        ens=proposition.ens, defaults={"etablissement": etablissement, "par": user}
    )
    settled = (EtatProposition.ACCEPTEE, EtatProposition.REFUSEE, EtatProposition.ANNULEE)
    rows = Proposition.objects.filter(ens=proposition.ens).exclude(etat__in=settled)
    with LogContext(user=user):
        for row in rows:
            apply_link(row, etablissement)
            row.save()
    return len(rows)


def apply_link(row: Proposition, etablissement: Etablissement | None) -> None:
    if etablissement is None:
        row.etablissement = row.departement = None
        row.organisme, row.etat = "", EtatProposition.HORS_REGION
        return
    row.place(current(etablissement))
    row.titre = name_of(etablissement)[:140]
    row.etat = EtatProposition.A_RELIRE
