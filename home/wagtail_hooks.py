"""Registers every screen of the back-office, once, where all apps are known."""

from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from evenements.viewsets import EvenementViewSet
from home.viewsets import ContenusGroup, DemandesGroup, DonneesGroup, VocabulairesGroup
from referentiels.viewsets import formation_onisep_chooser, rome_chooser
from territoires.viewsets import commune_chooser, etablissement_chooser

for _screen in (ContenusGroup, EvenementViewSet, DonneesGroup, VocabulairesGroup, DemandesGroup):
    register_snippet(_screen)


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    return [etablissement_chooser, commune_chooser, rome_chooser, formation_onisep_chooser]
