"""The form of the search page: the whole grammar, and what is read in the words."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from common.navigation import active_language
from search import understanding
from search.filters import DEFAULTS, FilterForm
from search.grammar import GRAMMAR, Filters
from search.understanding import Understood


class SearchForm(FilterForm):
    """Eight choices a facet; the others stand at an address of their own."""

    names = GRAMMAR

    def __init__(self, data: Any = None, *, path: str = "", language: str = "") -> None:
        self.language = language or active_language()
        self._read: tuple[Filters, Understood] | None = None
        super().__init__(data, path=path or reverse("search"))

    @property
    def understood(self) -> Understood:
        """What the address and the words ask together, read again only when a senseless value was dropped."""
        if self._read is None or self._read[0] != self.values:
            read = understanding.read(self.values, self.language, literal=self.values.lettre)
            self._read = self.values, read
        return self._read[1]

    def asked_with(self, **changes: Any) -> Filters:
        """What would be asked with these values changed; None drops a name. The words are read again."""
        defaults = {
            name: getattr(DEFAULTS, name) if value is None else value for name, value in changes.items()
        }
        values = replace(self.values, **{"page": 1, **defaults})
        return understanding.read(values, self.language, literal=values.lettre).filters

    @property
    def located(self) -> bool:
        """A commune was chosen, or read in the words."""
        return any(place.point for place in self.understood.filters.commune)

    @property
    def more_path(self) -> str:  # type: ignore[override]  # depends on the language of the page
        return reverse("search-facet", kwargs={"name": "NAME"}).replace("NAME", "%s")
