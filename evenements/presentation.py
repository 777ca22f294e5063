"""What the pages say of an event, in words: place, audiences, registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.dates import heure, jour_simple
from common.navigation import localized
from evenements.enums import Accessibilite, Etat, Mode, Public, TypeEvenement

if TYPE_CHECKING:
    from datetime import datetime

    from territoires.models import Commune, Etablissement


class Presentation:
    """Mixed in `Evenement`: no query but its own place and sectors, joined by `for_listing()`."""

    if TYPE_CHECKING:
        titre: str
        type: str
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
        appels: Any
        appel_ouverture: datetime | None

    #: Kilometres from the commune asked, in a list that measures them.
    distance: float | None = None

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
        if self.appel_moment == "clos":
            return False
        closed = self.inscription_avant is not None and self.inscription_avant < timezone.now()
        return bool(self.inscription_url) and not closed and self.etat in {Etat.PREVU, Etat.REPORTE}

    @property
    def titre_annonce(self) -> str:
        """The title of the page: nobody must come for a date that has changed."""
        if self.etat == Etat.PREVU:
            return self.titre
        return _("%(etat)s : %(titre)s") % {"etat": Etat(self.etat).label, "titre": self.titre}

    @property
    def appel_dates(self) -> tuple[datetime, datetime] | None:
        """Opening and closing of the call for projects, computed by `for_listing()` or read from it."""
        if self.type != TypeEvenement.APPEL_PROJETS:
            return None
        if hasattr(self, "appel_ouverture"):
            opening, closing = self.appel_ouverture, getattr(self, "appel_cloture", None)
            return (opening, closing) if opening and closing else None
        call = next(iter(self.appels.all()), None)
        return (call.ouverture, call.cloture) if call else None

    @property
    def appel_moment(self) -> str:
        """`avenir`, `ouvert`, `clos`, by the clock; empty when it is no call."""
        return moment_of(*self.appel_dates) if self.appel_dates else ""

    @property
    def appel_mention(self) -> str:
        """“Ouvert jusqu’au 2 février 2027, 17 h”."""
        if self.appel_dates is None:
            return ""
        opening, closing = self.appel_dates
        texts = {
            "avenir": (_("Ouvre le %(jour)s, %(heure)s"), opening),
            "ouvert": (_("Ouvert jusqu’au %(jour)s, %(heure)s"), closing),
            "clos": (_("Clos depuis le %(jour)s, %(heure)s"), closing),
        }
        text, moment = texts[self.appel_moment]
        return text % {"jour": jour_simple(moment), "heure": heure(moment)}


def moment_of(opening: datetime, closing: datetime) -> str:
    """Read from the clock, so that a call for projects closes by itself at its hour."""
    now = timezone.now()
    if now < opening:
        return "avenir"
    return "ouvert" if now < closing else "clos"
