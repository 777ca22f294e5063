"""What the files name and the database knows: codes, vocabularies, figures, pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from wagtail.models import Locale

from chiffres.models import Chiffre
from demo.loader.documents import Document
from demo.loader.links import Addresses
from demo.loader.writer import Writer
from referentiels.models import CentreInteret, FormationOnisep, Rome
from secteurs.models import GrandChantier, Secteur, ThemeRev3
from territoires.models import Bassin, Commune, Departement, Etablissement

Found = dict[str, Any]


@dataclass
class Context:
    """One run: its day, its languages, and lookups filled at first use."""

    today: date
    french: Locale
    english: Locale
    addresses: Addresses = field(default_factory=Addresses)
    found: dict[str, Found] = field(default_factory=dict)

    def writer(self, document: Document) -> Writer:
        return Writer(document, self.addresses)

    def lookup(self, what: str, key: str) -> Any:
        """The object called `key`; ValueError in French when there is none."""
        if what not in self.found:
            self.found[what] = LOOKUPS[what]()
        try:
            return self.found[what][key.replace("'", "’")]
        except KeyError:
            raise ValueError(f"« {key} » : {MISSING[what]}") from None

    def forget(self, what: str) -> None:
        self.found.pop(what, None)


def _by(model: type[Model], key: str) -> Callable[[], Found]:
    return lambda: {str(getattr(row, key)).replace("'", "’"): row for row in model._default_manager.all()}


LOOKUPS: dict[str, Callable[[], Found]] = {
    "secteur": _by(Secteur, "slug"),
    "theme": _by(ThemeRev3, "slug"),
    "chantier": _by(GrandChantier, "slug"),
    "chiffre": _by(Chiffre, "cle"),
    "departement": _by(Departement, "code"),
    "bassin": _by(Bassin, "code"),
    "commune": _by(Commune, "code"),
    "etablissement": _by(Etablissement, "uai"),
    "rome": _by(Rome, "code"),
    "interet": _by(CentreInteret, "libelle"),
    "onisep": _by(FormationOnisep, "code"),
    "metier": dict,
    "formation": dict,
    "ambassadeur": dict,
}
MISSING = {
    "secteur": "aucun secteur de ce nom. Voir vocabulaires/secteurs.yaml.",
    "theme": "aucun thème REV3 de ce nom. Voir vocabulaires/rev3.yaml.",
    "chantier": "aucun grand chantier de ce nom. Voir vocabulaires/chantiers.yaml.",
    "chiffre": "aucun chiffre de cette clé. Voir le dossier chiffres.",
    "departement": "aucun département de ce code.",
    "bassin": "aucun bassin d’emploi de ce code. Voir demo/reference.",
    "commune": "aucune commune de ce code Insee. Voir demo/reference.",
    "etablissement": "aucun établissement de cet UAI. Voir demo/reference.",
    "rome": "ce code ROME n’est pas dans la table de référence.",
    "interet": "aucun centre d’intérêt de ce nom. Voir demo/reference.",
    "onisep": "ce code ONISEP n’est pas dans la table de référence.",
    "metier": "aucun fichier de métier de ce nom.",
    "formation": "aucun fichier de formation de ce nom.",
    "ambassadeur": "aucun fichier d’ambassadeur de ce nom.",
}
