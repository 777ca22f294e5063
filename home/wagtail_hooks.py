"""Registers every screen of the back-office, once, where all apps are known."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from ambassadeurs.enums import EtatDemande
from ambassadeurs.models import DemandeRencontre
from common.dashboard import SHOWN, ListPanel, extra_panels
from common.scopes import visible
from evenements.viewsets import EvenementViewSet
from home.viewsets import ContenusGroup, DemandesGroup, DonneesGroup, VocabulairesGroup
from referentiels.viewsets import formation_onisep_chooser, rome_chooser
from territoires.viewsets import commune_chooser, etablissement_chooser

for _screen in (ContenusGroup, EvenementViewSet, DonneesGroup, VocabulairesGroup, DemandesGroup):
    register_snippet(_screen)


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    return [etablissement_chooser, commune_chooser, rome_chooser, formation_onisep_chooser]


def requests_waiting(request: HttpRequest) -> ListPanel | None:
    """Requests of schools nobody has answered, in the scope of the person."""
    waiting = (
        visible(request.user, DemandeRencontre).filter(etat=EtatDemande.RECUE).order_by("recue_le", "pk")
    )
    items = [
        (reverse("demandes:edit", args=(demande.pk,)), demande.organisme, f"{demande.recue_le:%d/%m/%Y}")
        for demande in waiting[:SHOWN]
    ]
    return ListPanel(_("Demandes sans réponse"), items) if items else None


extra_panels.append(requests_waiting)
