"""The list of people who present their job, under its filters."""

from typing import Any

from search.filters import FilterForm
from search.listings import Listing


class AmbassadeurFilterForm(FilterForm):
    names = ("secteur", "rev3", "dep", "page", "n")


class AmbassadeurListing(Listing[Any]):
    """People who consent today, in one language."""

    form_class = AmbassadeurFilterForm
    facet_names = ("secteur", "dep", "rev3")
    lookups = {
        "secteur": "ambassadeur_secteurs__tag__slug",
        "rev3": "ambassadeur_themes__tag__slug",
        "dep": "departements__code",
    }
