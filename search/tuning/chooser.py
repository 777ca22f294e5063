"""Choose a content of the site by a part of its title: what is indexed, hence public."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from common.search_documents import SINGULARS
from common.viewsets import RecordChooseResultsView, RecordChooserViewSet, RecordChooseView
from search.models import IndexedDocument


class _Public:
    """Documents that are shown, with their kind and language."""

    def get_object_list(self) -> QuerySet[Any]:
        objects: QuerySet[Any] = super().get_object_list()  # type: ignore[misc]  # a chooser view
        return objects.filter(gone=False).order_by("sort", "language", "pk")

    @property
    def columns(self) -> list[Any]:
        return [
            *super().columns,  # type: ignore[misc]  # a chooser view
            Column(
                "kind", label=_("Sorte"), accessor=lambda one: SINGULARS.get(one.source.get("kind", ""), "")
            ),
            Column("language", label=_("Langue"), accessor="language"),
        ]


class DocumentChooseView(_Public, RecordChooseView):
    pass


class DocumentChooseResultsView(_Public, RecordChooseResultsView):
    pass


class DocumentChooserViewSet(RecordChooserViewSet):
    choose_view_class = DocumentChooseView
    choose_results_view_class = DocumentChooseResultsView
    choose_one_text = _("Choisir un contenu")
    choose_another_text = _("Choisir un autre contenu")
    text = ("label",)


document_chooser = DocumentChooserViewSet(
    "choisir_contenu", model=IndexedDocument, icon="doc-full-inverse", url_prefix="choisir-contenu"
)
