"""The list of events: what, when, where, in which state."""

from typing import Any

import django_filters
from django.db.models import Min, QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, LocaleColumn

from common.viewsets import ContentViewSet
from evenements.models import Evenement
from secteurs.panels import rev3_column, rev3_filter, secteur_filter, secteurs_column


class EvenementFilterSet(WagtailFilterSet):
    secteur = secteur_filter("evenement_secteurs")
    rev3 = rev3_filter("evenement_themes")
    a_venir = django_filters.BooleanFilter(
        label=_("À venir"),
        method="upcoming",
        widget=RadioSelect(choices=[("", _("Tous")), ("true", _("À venir")), ("false", _("Passés"))]),
    )

    class Meta:
        model = Evenement
        fields = ["type", "etat", "departement", "mode", "live"]

    def upcoming(self, records: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        coming = Evenement.objects.filter(sessions__fin__gte=timezone.now()).values("pk")
        return records.filter(pk__in=coming) if value else records.exclude(pk__in=coming)


class EvenementViewSet(ContentViewSet):
    model = Evenement
    icon = "calendar"
    add_to_admin_menu = True
    menu_label = _("Agenda")
    menu_order = 210
    list_display = [
        "titre",
        "type",
        DateColumn("premiere", label=_("Première date"), accessor="premiere", sort_key="premiere"),
        Column("lieu_court", label=_("Lieu"), accessor="lieu_court"),
        secteurs_column("evenement_secteurs"),
        rev3_column("evenement_themes"),
        "etat",
        LocaleColumn(label=_("Langue"), sort_key=None),
    ]
    filterset_class = EvenementFilterSet
    search_fields = ["titre", "resume", "lieu", "commune__nom", "etablissement__nom", "etablissement__uai"]
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .select_related("commune__departement", "etablissement", "locale")
            .prefetch_related("evenement_secteurs__tag", "evenement_themes__tag")
            .annotate(premiere=Min("sessions__debut"))
            .order_by("-premiere", "-pk")
        )
