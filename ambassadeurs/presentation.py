"""What pages say of an ambassador, in words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property

from ambassadeurs.enums import Rencontre
from ambassadeurs.structured_data import person
from common.seo import page_url
from secteurs.models import Secteur


class Presentation:
    """Mixed in `AmbassadeurPage`: reads what `for_listing()` prefetched."""

    sharing_kind = "profile"
    rencontres: Any
    ambassadeur_secteurs: Any

    @cached_property
    def secteurs_list(self) -> list[Secteur]:
        return sorted(
            (lien.tag for lien in self.ambassadeur_secteurs.all()), key=lambda tag: (tag.rang, tag.name)
        )

    @property
    def secteur(self) -> Secteur | None:
        return self.secteurs_list[0] if self.secteurs_list else None

    @property
    def rencontres_labels(self) -> list[str]:
        return [str(Rencontre(value).label) for value in self.rencontres]

    @property
    def invitation_url(self) -> str:
        """Where schools write; outside Wagtail, which would ask for a token in a cookie."""
        page: Any = self
        return f"{page_url(page)}inviter/"

    def structured_data(self) -> list[dict[str, Any]]:
        page: Any = self
        return [person(page)]
