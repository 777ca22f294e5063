"""Viewsets of the back-office: lists that people need, held to the scopes of each person."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.chooser import ChooseResultsView as BaseChooseResultsView
from wagtail.admin.views.generic.chooser import ChooseView as BaseChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from common.listings import match_words, text_filter_form
from common.scopes import ScopedPolicy, guard, is_scoped, visible


class ScopedChoices:
    """The chooser lists, and gives back, only what the person may see."""

    def get_object_list(self) -> QuerySet[Any]:
        model = self.model_class  # type: ignore[attr-defined]  # a chooser view
        if is_scoped(model):
            return visible(self.request.user, model)  # type: ignore[attr-defined]
        return super().get_object_list()  # type: ignore[misc]


class ScopedChooseView(ScopedChoices, ChooseView):
    pass


class ScopedChooseResultsView(ScopedChoices, ChooseResultsView):
    pass


class ScopedChosenView(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        if is_scoped(self.model_class):
            return visible(self.request.user, self.model_class).get(pk=pk)
        return super().get_object(pk)


class ScopedChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks: list[Any]) -> Any:
        objects = super().get_objects(pks)
        if is_scoped(self.model_class):
            return visible(self.request.user, self.model_class).filter(pk__in=[item.pk for item in objects])
        return objects


class ScopedChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ScopedChooseView
    choose_results_view_class = ScopedChooseResultsView
    chosen_view_class = ScopedChosenView
    chosen_multiple_view_class = ScopedChosenMultipleView


class SearchedChoices:
    """A chooser that shows more than a name, and searches without Wagtail's index."""

    text: tuple[str, ...] = ()
    shown: tuple[tuple[str, Any], ...] = ()
    related: tuple[str, ...] = ()

    def get_object_list(self) -> QuerySet[Any]:
        objects: QuerySet[Any] = super().get_object_list()  # type: ignore[misc]  # a chooser view
        return objects.select_related(*self.related) if self.related else objects

    def get_filter_form_class(self) -> Any:
        return text_filter_form(*self.text)

    @property
    def columns(self) -> list[Any]:
        more = [Column(path, label=label, accessor=path) for path, label in self.shown]
        return [*super().columns, *more]  # type: ignore[misc]


class TermChooserViewSet(ScopedChooserViewSet):
    """Terms are chosen by their tiles: the modal stays for texts, the form field is ours."""

    register_widget = False


class ScopedViews:
    """Mixin of viewsets: every view is built behind the guard, every list is narrowed."""

    model: Any

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ScopedPolicy(self.model)

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        return guard(super().construct_view(view_class, **kwargs), self.model)  # type: ignore[misc]  # a ViewSet


class ContentViewSet(ScopedViews, SnippetViewSet):
    """A snippet of ours."""

    chooser_viewset_class = ScopedChooserViewSet
    chooser_per_page = 20
    list_per_page = 30
    add_to_admin_menu = False
    menu_item_is_registered = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return visible(request.user, self.model)


class TextIndexView(IndexView):
    """A list searched without Wagtail's index, which bulk imports leave behind."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        return match_words(queryset, self.search_query, self.search_fields)


class ScopedIndexView(TextIndexView):
    """The list of a plain record, narrowed to what the person may see."""

    def get_base_queryset(self) -> QuerySet[Any]:
        records: QuerySet[Any] = super().get_base_queryset()
        return records.filter(pk__in=visible(self.request.user, self.model).values("pk"))


class RecordViewSet(ScopedViews, ModelViewSet):
    """A plain record of ours."""

    index_view_class = ScopedIndexView
    list_per_page = 30


class ReadingPolicy(ModelPermissionPolicy):
    """A reference table is read; imports alone write it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class ReferenceViewSet(ModelViewSet):
    """Browse a reference table: list, search, one record; nothing to write."""

    index_view_class = TextIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50
    form_fields: list[str] = []

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ReadingPolicy(self.model)


class RecordChooseView(SearchedChoices, BaseChooseView):
    pass


class RecordChooseResultsView(SearchedChoices, BaseChooseResultsView):
    pass


class RecordChooserViewSet(ChooserViewSet):
    """Choose a record by typing a part of its name, town or code; `text` names the fields searched."""

    text: tuple[str, ...] = ()
    shown: tuple[tuple[str, Any], ...] = ()
    related: tuple[str, ...] = ()
    per_page = 20
    choose_one_text = _("Choisir")
    choose_another_text = _("Choisir un autre")
    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            text=self.text, shown=self.shown, related=self.related, **kwargs
        )
