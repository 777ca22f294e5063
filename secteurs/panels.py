"""Panels of the vocabularies, and the columns and filters that show terms in other lists."""

from typing import Any

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from common.labels_form import LabelsPanel
from common.listings import TermsColumn, ordered_terms
from secteurs.models import Secteur, ThemeRev3

TERM_PANELS: list[Any] = [
    FieldRowPanel(
        [FieldPanel("name", help_text=_("Le nom court, tel qu’il est montré partout.")), FieldPanel("slug")]
    ),
    FieldPanel("resume"),
    FieldRowPanel([FieldPanel("icone"), FieldPanel("couleur"), FieldPanel("rang")]),
    LabelsPanel("translations"),
]


def term_edit_handler(*panels: Any) -> ObjectList:
    return ObjectList([*TERM_PANELS, *panels])


CHANTIER_PANELS: list[Any] = [
    FieldPanel("secteur"),
    MultiFieldPanel([FieldPanel("lieu"), FieldPanel("departements"), FieldPanel("commune")], heading=_("Où")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("annee_debut"), FieldPanel("annee_fin")]), FieldPanel("site_web")],
        heading=_("Quand, et où le lire"),
    ),
    MultiFieldPanel([FieldPanel("scene"), FieldPanel("scene_alt")], heading=_("Scène dessinée")),
]


def secteurs_column(relation: str) -> TermsColumn:
    return TermsColumn("secteurs", label=_("Secteurs"), accessor=ordered_terms(relation))


def rev3_column(relation: str) -> TermsColumn:
    return TermsColumn("rev3", label=_("REV3"), accessor=ordered_terms(relation))


def secteur_filter(relation: str) -> django_filters.ModelMultipleChoiceFilter:
    return django_filters.ModelMultipleChoiceFilter(
        field_name=f"{relation}__tag",
        queryset=Secteur.objects.all(),
        label=_("Secteur"),
        widget=CheckboxSelectMultiple,
    )


def rev3_filter(relation: str) -> django_filters.ModelMultipleChoiceFilter:
    return django_filters.ModelMultipleChoiceFilter(
        field_name=f"{relation}__tag",
        queryset=ThemeRev3.objects.all(),
        label=_("Thème REV3"),
        widget=CheckboxSelectMultiple,
    )
