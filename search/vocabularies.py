"""The values a filter may take, with their labels: read from the vocabularies below, in one query for all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, JSONField, Model, QuerySet, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.search_documents import Sorte, declared_choices
from search.grammar import Place
from secteurs.models import GrandChantier, Secteur, ThemeRev3
from territoires.models import Bassin, Commune, Departement
from territoires.successors import families

Terms = dict[str, dict[str, "Term"]]

NIVEAUX = (
    ("3", _("CAP et équivalents (niveau 3)")),
    ("4", _("Bac et équivalents (niveau 4)")),
    ("5", _("Bac +2 (niveau 5)")),
    ("6", _("Bac +3 (niveau 6)")),
    ("7", _("Bac +5 (niveau 7)")),
    ("8", _("Doctorat (niveau 8)")),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a filter: its label in the active language and the class that gives its colours and tile."""

    value: str
    label: str
    css_class: str = ""
    #: Values that mean the same: the UAI of the établissements that merged.
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Where the values of one filter live; `translations` and `rank` are expressions of the model."""

    model: type[Model]
    value: str
    label: str
    translations: Any
    rank: Any
    css: Any


NO_TRANSLATION, NO_CSS = Value({}, output_field=JSONField()), Value("")

VOCABULARIES = {
    "secteur": Vocabulary(Secteur, "slug", "name", F("translations"), F("rang"), F("slug")),
    "rev3": Vocabulary(ThemeRev3, "slug", "name", F("translations"), F("rang"), F("icone")),
    "chantier": Vocabulary(GrandChantier, "slug", "name", F("translations"), F("rang"), F("icone")),
    "dep": Vocabulary(Departement, "code", "nom", NO_TRANSLATION, Value(0), NO_CSS),
    "bassin": Vocabulary(Bassin, "slug", "nom", NO_TRANSLATION, Value(0), NO_CSS),
}


def _rows(name: str) -> QuerySet[Any, Any]:
    spec = VOCABULARIES[name]
    return spec.model._default_manager.order_by().values_list(
        Value(name), F(spec.value), F(spec.label), spec.translations, spec.rank, spec.css
    )


def _term(value: str, label: str, translations: Mapping[str, Any], css: str) -> Term:
    labels = translations.get(get_language() or "") or {}
    kind = "c" if css.startswith(("theme-", "chantier-")) else "s"  # a tile of its own, or that of a sector
    return Term(value, labels.get("name") or label, f"{kind}-{css}" if css else "")


def load_terms(names: Iterable[str]) -> Terms:
    """All the terms of the vocabularies named, in their own order. One query, none when no name needs it."""
    tables = [name for name in names if name in VOCABULARIES]
    terms: Terms = {name: {} for name in tables}
    if not tables:
        return terms
    first, *others = [_rows(name) for name in tables]
    rows = first.union(*others, all=True) if others else first
    for name, value, label, translations, _rank, css in sorted(rows, key=lambda row: (row[4], row[1])):
        terms[name][value] = _term(value, label, translations, css)
    return terms


def static_terms(name: str) -> dict[str, Term]:
    """Terms that are enums: no query."""
    choices: Iterable[tuple[str, Any]] = {"sorte": Sorte.choices, "niveau": NIVEAUX}.get(
        name
    ) or declared_choices(name)
    return {str(value): Term(str(value), str(label)) for value, label in choices}


def find_communes(codes: list[str]) -> dict[str, Place]:
    """Places by INSEE code; unknown codes are missing."""
    rows = Commune.objects.filter(code__in=codes).values_list("code", "nom", "latitude", "longitude")
    return {
        code: Place(code, nom, None if latitude is None or longitude is None else (latitude, longitude))
        for code, nom, latitude, longitude in rows
    }


def find_etablissements(codes: list[str]) -> dict[str, Term]:
    """Établissements by UAI; unknown ones are missing. One that closed or merged answers for who took over."""
    return {asked: Term(asked, family.nom, same=family.members) for asked, family in families(codes).items()}
