"""The form of the search page: the whole grammar."""

from typing import Any

from django.urls import reverse

from search.filters import FilterForm
from search.grammar import GRAMMAR


class SearchForm(FilterForm):
    """Eight choices a facet; the others stand at an address of their own."""

    names = GRAMMAR

    def __init__(self, data: Any = None, *, path: str = "") -> None:
        super().__init__(data, path=path or reverse("search"))

    @property
    def more_path(self) -> str:  # type: ignore[override]  # depends on the language of the page
        return reverse("search-facet", kwargs={"name": "NAME"}).replace("NAME", "%s")
