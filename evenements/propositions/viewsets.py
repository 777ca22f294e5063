"""The queue of proposals: those that wait for a person, in their scope, first dates first."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy

from common.viewsets import RecordViewSet, ScopedIndexView
from evenements.admin.review import ReviewView
from evenements.models import Proposition
from evenements.permissions import ReceivedPolicy
from evenements.propositions.enums import EtatProposition


class FirstDateColumn(Column):
    cell_template_name = "wagtailadmin/listes/tuiles.html"

    def get_value(self, instance: Any) -> SafeString | str:
        if instance.passee:
            return format_html('<span class="po-retard">{} ({})</span>', instance.premiere, _("passée"))
        return str(instance.premiere)


class PropositionFilterSet(WagtailFilterSet):
    file = django_filters.BooleanFilter(
        label=_("Dans la file"),
        method="queue",
        widget=RadioSelect(choices=[("", _("Toutes")), ("true", _("En attente")), ("false", _("Traitées"))]),
    )

    class Meta:
        model = Proposition
        fields = ["etat", "origine", "type", "departement"]

    def queue(self, records: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        waiting = Proposition.objects.waiting().values("pk")
        return records.filter(pk__in=waiting) if value else records.exclude(pk__in=waiting)


class PropositionIndexView(ScopedIndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        records = super().get_base_queryset().exclude(etat=EtatProposition.A_CONFIRMER)
        return records.select_related("etablissement__commune", "departement")


class PropositionViewSet(RecordViewSet):
    """Read, accepted or refused; never written here."""

    model = Proposition
    name = "propositions"
    icon = "calendar"
    menu_label = _("Événements proposés")
    index_view_class = PropositionIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    filterset_class = PropositionFilterSet
    list_display = [
        "titre",
        "organisme",
        FirstDateColumn("premiere", label=_("Première date")),
        "etat",
        "origine",
        DateColumn("recue_le", label=_("Reçue le"), sort_key="recue_le"),
    ]
    search_fields = ("titre", "organisme", "ens", "etablissement__uai")
    form_fields = ["titre"]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ReceivedPolicy(self.model)

    @property
    def edit_view(self) -> Any:
        return self.construct_view(ReviewView)
