"""What the pages say of an event, in words: place, audiences, registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.navigation import localized
from evenements.enums import Accessibilite, Etat, Mode, Public

if TYPE_CHECKING:
    from datetime import datetime

    from territoires.models import Commune, Etablissement


class Presentation:
    """Mixed in `Evenement`: no query but its own place and sectors, joined by `for_listing()`."""

    if TYPE_CHECKING:
        slug: str
        mode: str
        etat: str
        lieu: str
        adresse: str
        publics: Any
        accessibilite: Any
        inscription_url: str
        inscription_avant: datetime | None
        commune: Commune | None
        etablissement: Etablissement | None
        locale: Any

    @property
    def url(self) -> str:
        """Path of its page, in its own language. `locale` is joined by `for_listing()`."""
        return localized(f"agenda/{self.slug}/", self.locale.language_code)

    def get_absolute_url(self) -> str:
        return self.url

    @property
    def en_ligne(self) -> bool:
        return self.mode == Mode.EN_LIGNE

    @property
    def lieu_court(self) -> str:
        """“Abbeville (Somme)”, “En ligne”."""
        if self.en_ligne:
            return _("En ligne")
        commune = self.commune
        return f"{commune.nom} ({commune.departement.nom})" if commune else self.lieu

    @property
    def lieu_nom(self) -> str:
        return self.etablissement.nom if self.etablissement else self.lieu

    @property
    def adresse_postale(self) -> str:
        """“1 rue de l’Essai, 59000 Lille”; the address of the établissement unless another is given."""
        etablissement, commune = self.etablissement, self.commune
        rue = self.adresse or (etablissement.adresse if etablissement else "")
        code = etablissement.code_postal if etablissement and not self.adresse else ""
        ville = f"{code} {commune.nom if commune else ''}".strip()
        return ", ".join(part for part in (rue, ville) if part)

    @property
    def adresse_plan(self) -> str:
        """What a map of another site is asked for."""
        return ", ".join(part for part in (self.adresse_postale or self.lieu_nom,) if part)

    @property
    def publics_labels(self) -> list[str]:
        return [str(Public(value).label) for value in self.publics]

    @property
    def accessibilite_labels(self) -> list[str]:
        return [str(Accessibilite(value).label) for value in self.accessibilite]

    @property
    def inscription_ouverte(self) -> bool:
        """A registration that still makes sense: neither cancelled, full nor closed."""
        closed = self.inscription_avant is not None and self.inscription_avant < timezone.now()
        return bool(self.inscription_url) and not closed and self.etat in {Etat.PREVU, Etat.REPORTE}
