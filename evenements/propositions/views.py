"""A school proposes, confirms, corrects, cancels. No cookie, no account: a dated token, then signed links by mail."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from common.navigation import Crumb, active_language, localized
from common.seo import Subject, in_language
from evenements.models import Proposition
from evenements.propositions import publishing
from evenements.propositions.duplicates import duplicates
from evenements.propositions.enums import EtatProposition
from evenements.propositions.finding import SHOWN, find_schools, school
from evenements.propositions.forms import (
    CorrectionForm,
    PropositionForm,
    asked_rows,
    initial_of,
    typed,
)
from evenements.propositions.links import CONFIRMATION, SUIVI, private_url, proposal_of
from evenements.propositions.mails import send_confirmation, send_received, tell_referents
from territoires.models import Etablissement

#: Proposals that one address may leave unconfirmed: beyond, somebody fills the mailbox of another.
MAX_UNCONFIRMED = 5
LANGUAGES = ("fr", "en")


def subject(title: str, path: str, *, indexed: bool = False, first: bool = False) -> dict[str, Subject]:
    """`first`: the page where one arrives; the others lie below it."""
    agenda = Crumb(_("Agenda"), localized("agenda/"))
    above = (agenda,) if first else (agenda, Crumb(_("Proposer un événement"), reverse("proposer")))
    return {
        "subject": Subject(
            title=title,
            path=path,
            description=_("Les établissements annoncent leurs portes ouvertes, forums et rencontres."),
            alternates={code: in_language(path, code) for code in LANGUAGES} if first else {},
            crumbs=above,
            indexed=indexed,
        )
    }


@csrf_exempt  # the token of `PublicForm` does this work without a cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposer(request: HttpRequest) -> HttpResponse:
    """First the school, by `?q=` or `?uai=`; then the form. Errors come back at their field with what was typed."""
    etablissement = school(request.GET.get("uai", ""))
    if etablissement is None:
        return _choose(request)
    if request.method != "POST":
        return _form(request, PropositionForm(etablissement))
    if "ajouter" in request.POST:
        form = PropositionForm(etablissement, initial=typed(request.POST), rows=asked_rows(request.POST))
        return _form(request, form)
    form = PropositionForm(etablissement, request.POST, rows=asked_rows(request.POST))
    if form.spam:
        return redirect("proposer-envoye")
    if not form.is_valid():
        return _form(request, form)
    return _keep(request, form)


def _keep(request: HttpRequest, form: PropositionForm) -> HttpResponse:
    data = form.cleaned_data
    days = [creneau["jour"] for creneau in data["dates"]]
    alike = duplicates(form.etablissement, data["titre"], map(_day, days), of_type=data["type"])
    if alike and not data["doublon"]:
        return _form(request, form, alike=alike)
    waiting = Proposition.objects.filter(
        contact_courriel__iexact=data["contact_courriel"], etat=EtatProposition.A_CONFIRMER
    )
    if waiting.count() >= MAX_UNCONFIRMED:
        form.add_error(
            "contact_courriel",
            _(
                "Cinq propositions attendent déjà une confirmation à cette adresse : ouvrir d’abord les liens reçus."
            ),
        )
        return _form(request, form)
    send_confirmation.enqueue(form.save(active_language()).pk)
    return redirect("proposer-envoye")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _choose(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    asked = request.GET.get("uai", "").strip()[:8]
    found = find_schools(text)
    context = {
        "q": text or asked,
        "etablissements": found[:SHOWN],
        "trop": len(found) > SHOWN,
        "cherche": bool(text or asked),
    }
    title = _("Proposer un événement")
    context |= subject(title, reverse("proposer"), indexed=not request.GET, first=True)
    return render(request, "evenements/proposer/choisir.html", context)


def _form(request: HttpRequest, form: PropositionForm, alike: Any = ()) -> HttpResponse:
    context = {
        "form": form,
        "jeton": form.fresh_token(),
        "etablissement": form.etablissement,
        "doublons": alike,
    }
    context |= subject(_("Proposer un événement"), reverse("proposer"), first=True)
    status = 400 if form.errors else 409 if alike else 200
    return render(request, "evenements/proposer/formulaire.html", context, status=status)


@require_safe
def envoye(request: HttpRequest) -> HttpResponse:
    title = _("Encore une étape : confirmer l’adresse")
    return render(request, "evenements/proposer/envoye.html", subject(title, reverse("proposer-envoye")))


@csrf_exempt  # the signed link itself is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmer(request: HttpRequest, jeton: str) -> HttpResponse:
    """Reading the link changes nothing: programs that scan mails open it too. The button does."""
    proposition = proposal_of(jeton, CONFIRMATION)
    if proposition is None:
        return _dead_link(request)
    if request.method != "POST":
        title = _("Confirmer la proposition")
        context = {"proposition": proposition} | subject(title, reverse("proposer"))
        return render(request, "evenements/proposer/confirmer.html", context)
    first = Proposition.objects.filter(pk=proposition.pk, etat=EtatProposition.A_CONFIRMER).update(
        etat=EtatProposition.A_RELIRE, confirmee_le=timezone.now()
    )
    if first:
        send_received.enqueue(proposition.pk)
        tell_referents.enqueue(proposition.pk, "new")
    return redirect(private_url(proposition))


def _dead_link(request: HttpRequest) -> HttpResponse:
    context = subject(_("Ce lien ne marche plus"), reverse("proposer"))
    return render(request, "evenements/proposer/lien.html", context, status=410)


@csrf_exempt  # the signed link itself is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suivi(request: HttpRequest, jeton: str) -> HttpResponse:
    """Where it stands; correct it, or cancel it after a second page that asks."""
    proposition = proposal_of(jeton, SUIVI)
    if proposition is None or proposition.etat == EtatProposition.A_CONFIRMER:
        return _dead_link(request)
    if request.method == "POST" and proposition.etat != EtatProposition.ANNULEE:
        return _act(request, proposition)
    rows = max(1, len(proposition.dates))
    form = CorrectionForm(initial=initial_of(proposition), rows=rows, known=proposition)
    return _follow(request, proposition, form)


def _act(request: HttpRequest, proposition: Proposition) -> HttpResponse:
    if "annuler" in request.POST:
        context = {"proposition": proposition} | subject(_("Annuler l’événement"), request.path)
        return render(request, "evenements/proposer/annuler.html", context)
    if "annuler_vraiment" in request.POST:
        publishing.cancel(proposition)
        tell_referents.enqueue(proposition.pk, "cancelled")
        return redirect(request.path)
    rows = asked_rows(request.POST)
    if "ajouter" in request.POST:
        form = CorrectionForm(initial=typed(request.POST), rows=rows, known=proposition)
        return _follow(request, proposition, form, opened=True)
    form = CorrectionForm(request.POST, rows=rows, known=proposition)
    if not form.is_valid():
        return _follow(request, proposition, form, opened=True)
    form.write(proposition)
    publishing.correct(proposition)
    tell_referents.enqueue(proposition.pk, "corrected")
    return redirect(request.path)


def _follow(
    request: HttpRequest, proposition: Proposition, form: CorrectionForm, *, opened: bool = False
) -> HttpResponse:
    context = {"proposition": proposition, "form": form, "ouvert": opened}
    context |= subject(_("Votre événement"), request.path)
    status = 400 if form.errors else 200
    return render(request, "evenements/proposer/suivi.html", context, status=status)


def proposing_url(etablissement: Etablissement) -> str:
    """The form, the school being chosen."""
    return f"{reverse('proposer')}?uai={etablissement.uai}"
