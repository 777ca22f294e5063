"""Columns, filters and text search that the lists of the back-office share."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import page_permission_policy

from common.tiles import tile_class

#: A page not read again for so long is shown as late.
REVIEW_PERIOD = timedelta(days=365)


def match_words(records: QuerySet[Any], text: str, fields: Iterable[str]) -> QuerySet[Any]:
    """Those where each word stands in one of the fields, accents and case aside.

    Reference tables are written by the thousand without signals: Wagtail's index does not know them.
    """
    for word in text.split():
        anywhere = reduce(or_, (Q(**{f"{field}__unaccent__icontains": word}) for field in fields))
        records = records.filter(pk__in=records.model._default_manager.filter(anywhere).values("pk"))
    return records


def text_filter_form(*fields: str) -> type[BaseFilterForm]:
    """Filter form of a chooser that searches these fields."""

    class TextFilterForm(BaseFilterForm):
        q = forms.CharField(
            label=_("Chercher"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Chercher")})
        )

        def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
            found: QuerySet[Any] = super().filter(objects)
            text = self.cleaned_data.get("q", "")
            if text:
                self.is_searching, self.search_query = True, text
                return match_words(found, text, fields)
            return found

    return TextFilterForm


class TermsColumn(Column):
    """Terms of a vocabulary with their tile; `accessor` gives the terms of a row."""

    cell_template_name = "wagtailadmin/listes/tuiles.html"

    def get_value(self, instance: Any) -> SafeString:
        return format_html_join(
            "",
            '<span class="po-tuile"><span class="{}" aria-hidden="true"></span>{}</span>',
            ((tile_class(term), term.name) for term in self.accessor(instance)),
        )


class ReviewDateColumn(Column):
    """Day of the last review; a late one is told in words and colour."""

    cell_template_name = "wagtailadmin/listes/tuiles.html"

    def get_value(self, instance: Any) -> SafeString | str:
        day = instance.relu_le
        if day is None:
            return format_html('<span class="po-retard">{}</span>', _("jamais relue"))
        if day < timezone.localdate() - REVIEW_PERIOD:
            return format_html('<span class="po-retard">{:%d/%m/%Y}, {}</span>', day, _("à relire"))
        return f"{day:%d/%m/%Y}"


class ContentFilterSet(PageFilterSet):
    """State and date of review, besides Wagtail's own filters."""

    live = django_filters.BooleanFilter(
        label=_("En ligne"),
        widget=forms.RadioSelect(choices=[("", _("Toutes")), ("true", _("Oui")), ("false", _("Non"))]),
    )
    workflow = django_filters.BooleanFilter(
        label=_("En relecture"),
        method="in_review",
        widget=forms.RadioSelect(choices=[("", _("Toutes")), ("true", _("Oui")), ("false", _("Non"))]),
    )

    def in_review(self, pages: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        busy = pages.filter(_workflow_states__status="in_progress").values("pk")
        return pages.filter(pk__in=busy) if value else pages.exclude(pk__in=busy)


class ReviewedFilterSet(ContentFilterSet):
    relu_le = django_filters.DateFromToRangeFilter(label=_("Relue"), widget=DateRangePickerWidget)


class ContentIndexView(IndexView):
    """A list of pages of one type; `prefetch` keeps its cost flat."""

    prefetch: tuple[str, ...] = ()

    def annotate_queryset(self, pages: Any) -> Any:
        return super().annotate_queryset(pages).prefetch_related(*self.prefetch)


class PageListMenuItem(MenuItem):
    """Shown to those who may do something with pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(
            page_permission_policy.user_has_any_permission(request.user, IndexView.any_permission_required)
        )


class ContentListing(PageListingViewSet):
    """A list of pages of one type, with the columns that writers need; the language stands beside the title."""

    index_view_class = ContentIndexView
    filterset_class = ContentFilterSet
    extra_columns: tuple[Column, ...] = ()

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return PageListMenuItem

    @property
    def columns(self) -> list[Any]:
        base = [column for column in IndexView.base_columns if column.name != "parent"]
        return [*base[:2], *self.extra_columns, *base[2:]]


def ordered_terms(relation: str) -> Callable[[Any], list[Any]]:
    """Accessor of the terms linked through `relation`, in the order of the vocabulary."""

    def terms(instance: Any) -> list[Any]:
        found = {lien.tag for lien in getattr(instance, relation).all()}
        return sorted(found, key=lambda term: (term.rang, term.name))

    return terms
