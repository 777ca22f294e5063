"""The list of jobs under its filters."""

from typing import Any

from search.filters import FilterForm
from search.listings import Listing


class MetierFilterForm(FilterForm):
    names = ("secteur", "rev3", "chantier", "niveau", "page", "n")


class MetierListing(Listing[Any]):
    """Jobs of one language, by title."""

    form_class = MetierFilterForm
    facet_names = ("secteur", "niveau", "rev3")
    lookups = {
        "secteur": "metier_secteurs__tag__slug",
        "rev3": "preuves_rev3__tag__slug",
        "chantier": "metier_chantiers__tag__slug",
        "niveau": "niveau_entree",
    }
