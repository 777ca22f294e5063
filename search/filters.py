"""The bound form of the filter grammar: typed values, what was refused, chips, addresses and facets.

A list declares the names it takes:

    class MetierFilterForm(FilterForm):
        names = ("q", "secteur", "rev3", "niveau", "tri", "page", "n")

    form = MetierFilterForm(request.GET, path=request.path)
    form.values            # Filters, always usable: bad values are left out
    form.refused           # sentences saying what was left out
    form.active            # chips, each with the address that removes it
    form.url(page=2)       # canonical address with one change
    form.facet("secteur", {"sante": 12})
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search import grammar
from search.filter_fields import (
    ChoicesField,
    DayField,
    FoundField,
    GrammarField,
    LevelsField,
    NumberField,
    OneField,
    PhrasesField,
    QueryField,
)
from search.grammar import GRAMMAR, Filters, Place
from search.periods import Period
from search.vocabularies import Term, Terms, find_communes, find_etablissements, load_terms, static_terms

LABELS: dict[str, Any] = {
    "q": gettext_lazy("Recherche"),
    "lettre": gettext_lazy("À la lettre"),
    "sorte": gettext_lazy("Sorte"),
    "secteur": gettext_lazy("Secteur"),
    "rev3": gettext_lazy("Thème REV3"),
    "chantier": gettext_lazy("Grand chantier"),
    "niveau": gettext_lazy("Niveau"),
    "voie": gettext_lazy("Voie"),
    "type": gettext_lazy("Type d’événement"),
    "public": gettext_lazy("Public"),
    "dep": gettext_lazy("Département"),
    "bassin": gettext_lazy("Bassin"),
    "commune": gettext_lazy("Commune"),
    "rayon": gettext_lazy("Rayon"),
    "uai": gettext_lazy("Établissement"),
    "du": gettext_lazy("À partir du"),
    "au": gettext_lazy("Jusqu’au"),
    "tri": gettext_lazy("Tri"),
    "page": gettext_lazy("Page"),
    "n": gettext_lazy("Résultats par page"),
}

TRI_LABELS: dict[str, Any] = {
    grammar.TRI_PERTINENCE: gettext_lazy("Pertinence"),
    grammar.TRI_DATE: gettext_lazy("Date"),
    grammar.TRI_DISTANCE: gettext_lazy("Distance"),
}

DEFAULTS = Filters()

#: Names whose values are counted beside the results.
FACETS = ("sorte", "secteur", "rev3", "chantier", "niveau", "voie", "type", "public", "dep", "bassin")
#: Choices shown at once; the others have their own address.
FACET_SIZE = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter, and the address of the same page without it."""

    name: str
    value: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet. `url` adds or removes it; without result it stays, disabled."""

    value: str
    label: str
    count: int
    selected: bool
    url: str
    css_class: str = ""

    @property
    def disabled(self) -> bool:
        return not self.count and not self.selected


@dataclass(frozen=True, slots=True)
class Facet:
    """The choices of one name. `hidden` more stand at `more_url` (empty: everything is shown)."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    hidden: int = 0
    more_url: str = ""


def _choices_field(kind: type[ChoicesField] = ChoicesField) -> Callable[[str, Terms], GrammarField]:
    return lambda name, terms: kind(LABELS[name], terms[name])


MAKERS: dict[str, Callable[[str, Terms], GrammarField]] = {
    "q": lambda name, _terms: QueryField(LABELS[name], initial=""),
    "lettre": lambda name, _terms: PhrasesField(LABELS[name]),
    "niveau": _choices_field(LevelsField),
    "commune": lambda name, _terms: FoundField(LABELS[name], r"\d[0-9AB]\d{3}", find_communes),
    "uai": lambda name, _terms: FoundField(LABELS[name], r"\d{7}[A-Z]", find_etablissements),
    "rayon": lambda name, _terms: NumberField(LABELS[name], grammar.DEFAULT_RADIUS, 1, grammar.MAX_RADIUS),
    "n": lambda name, _terms: NumberField(LABELS[name], grammar.DEFAULT_SIZE, 1, grammar.MAX_SIZE),
    "page": lambda name, _terms: NumberField(LABELS[name], 1, 1, grammar.MAX_RESULTS),
    "du": lambda name, _terms: DayField(LABELS[name]),
    "au": lambda name, _terms: DayField(LABELS[name]),
    "tri": lambda name, _terms: OneField(LABELS[name], tuple(TRI_LABELS)),
}


class FilterForm(forms.Form):
    """Always valid: values that mean nothing are left out and said in `refused`."""

    names: ClassVar[tuple[str, ...]] = GRAMMAR
    #: Values and label of a name that one list reads differently: the type of an établissement.
    own_choices: ClassVar[Mapping[str, Any]] = {}
    own_labels: ClassVar[Mapping[str, Any]] = {}
    #: Where every choice of a facet is listed; `%s` is the facet's name. Empty: all choices are shown at once.
    more_path: str = ""

    def __init__(self, data: QueryDict | Mapping[str, Any] | None = None, *, path: str = "") -> None:
        super().__init__(_as_lists(data or {}), use_required_attribute=False)
        self.path = path
        self.terms: Terms = load_terms(self.names)
        for name in self.names:
            if name in self.own_choices:
                self.terms[name] = {str(v): Term(str(v), str(text)) for v, text in self.own_choices[name]}
            elif name in FACETS and name not in self.terms:
                self.terms[name] = static_terms(name)
            self.fields[name] = MAKERS.get(name, _choices_field())(name, self.terms)
            self.fields[name].label = self.own_labels.get(name, LABELS[name])
        self.full_clean()
        self.values = self._typed()
        self.refused = [text for name in self.names for text in self._refusals(name)] + self._cross_check()

    def _refusals(self, name: str) -> list[str]:
        field = self.fields[name]
        return field.refused if isinstance(field, GrammarField) else []

    def _typed(self) -> Filters:
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in self.names}
        if "uai" in values:
            # An old address of a school shows the dates of the one that took over, and what still hangs on the old.
            codes = [code for term in self.cleaned_data["uai"] for code in term.same or (term.value,)]
            values["uai"] = tuple(dict.fromkeys(codes))
        return Filters(**values)

    def _cross_check(self) -> list[str]:
        """What only makes sense together; the senseless part is dropped from `values`."""
        told = []
        changes: dict[str, Any] = {}
        if self.values.du and self.values.au and self.values.au < self.values.du:
            told.append(_("La date de fin vient avant la date de début : elle est ignorée."))
            changes["au"] = None
        if self.values.tri == grammar.TRI_DISTANCE and not self.located:
            told.append(_("Il manque ta commune : elle sert à trier par distance."))
            changes["tri"] = grammar.TRI_PERTINENCE
        if self.values.page * self.values.n > grammar.MAX_RESULTS:
            told.append(_("Cette page est trop loin : voici la première."))
            changes["page"] = 1
        if changes:
            self.values = replace(self.values, **changes)
        return told

    @property
    def located(self) -> bool:
        """A place is known, from which distances are measured."""
        return any(place.point for place in self.values.commune)

    # Addresses

    def raw(self, name: str) -> tuple[str, ...]:
        """The values of `name` as the address writes them; empty when it is the default."""
        return self._raw[name]

    def _asked_uai(self) -> tuple[str, ...]:
        """As asked: `values` holds the whole family of each, which no address should grow into."""
        return tuple(term.value for term in self.cleaned_data.get("uai", ()))

    @cached_property
    def _raw(self) -> dict[str, tuple[str, ...]]:
        """Written once: a page makes an address per choice of each facet."""
        raw: dict[str, tuple[str, ...]] = {}
        for name in GRAMMAR:
            value = getattr(self.values, name)
            if name == "uai" and value:
                value = self._asked_uai()
            items = value if isinstance(value, tuple) else (value,)
            raw[name] = (
                () if value is None or value == getattr(DEFAULTS, name) else tuple(map(_written, items))
            )
        return raw

    def querystring(self, **changes: Any) -> str:
        """Canonical: names in the order of the grammar, defaults left out, page dropped when the rest changes.

        A change is a value, an iterable of values, or None to drop the name.
        """
        pairs = []
        for name in self.names:
            if name in changes:
                values = _as_tuple(changes[name])
            elif name == "page" and changes:
                values = ()
            else:
                values = self.raw(name)
            pairs += [(name, value) for value in values if (name, value) != ("page", "1")]
        return urlencode(pairs)

    def url(self, **changes: Any) -> str:
        query = self.querystring(**changes)
        return f"{self.path}?{query}" if query else self.path or "?"

    def url_toggling(self, name: str, value: str) -> str:
        """The address with `value` added to `name`, or removed when it is there."""
        values = self.raw(name)
        kept = tuple(v for v in values if v != value) if value in values else (*values, value)
        changes: dict[str, Any] = {name: kept}
        if name == "commune" and not kept:
            changes |= {"rayon": None} | ({"tri": None} if self.values.tri == grammar.TRI_DISTANCE else {})
        return self.url(**{key: change for key, change in changes.items() if key in self.names})

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """Name and value pairs that a GET form must carry to keep the other filters."""
        names = [name for name in self.names if name not in without and name != "page"]
        return [(name, value) for name in names for value in self.raw(name)]

    # What the page shows

    @property
    def active(self) -> list[Chip]:
        """One chip per active filter; words, sort and pages are shown elsewhere."""
        silent = {"q", "lettre", "tri", "page", "n", "rayon"}
        return [
            Chip(name, value, self._chip_label(name, value), self.url_toggling(name, value))
            for name in self.names
            if name not in silent
            for value in self.raw(name)
        ]

    @property
    def cleared_url(self) -> str:
        """The address with the words alone."""
        return self.url(**{name: None for name in self.names if name not in {"q", "lettre"}})

    def label_of(self, name: str, value: str) -> str:
        term = self.terms.get(name, {}).get(value)
        return term.label if term else value

    def _chip_label(self, name: str, value: str) -> str:
        if name == "commune":
            place = next(place for place in self.values.commune if place.code == value)
            return _("%(place)s, à %(km)s km") % {"place": place.label, "km": self.values.rayon}
        if name == "uai":
            return next(term.label for term in self.cleaned_data["uai"] if term.value == value)
        if name in {"du", "au"}:
            day = date_format(getattr(self.values, name), "DATE_FORMAT")
            return f"{LABELS[name]} {day}"
        return self.label_of(name, value)

    def facet(self, name: str, counts: Mapping[str, int], *, complete: bool = False) -> Facet:
        """The choices of `name` in the order of their vocabulary, with what each would give."""
        selected = set(self.raw(name))
        terms = list(self.terms[name].values())
        shown = terms if complete or not self.more_path else _most_useful(terms, counts, selected)
        choices = tuple(
            Choice(
                value=term.value,
                label=term.label,
                count=counts.get(term.value, 0),
                selected=term.value in selected,
                url=self.url_toggling(name, term.value),
                css_class=term.css_class,
            )
            for term in shown
        )
        hidden = len(terms) - len(shown)
        more = f"{self.more_path % name}?{self.querystring()}" if hidden else ""
        return Facet(name, str(self.fields[name].label), choices, hidden, more)

    def dated(self, name: str, label: str, found: Iterable[Period], counts: Mapping[str, int]) -> Facet:
        """The periods that hold something, as links: choosing one sets both days, choosing it again drops them."""
        days = (self.values.du, self.values.au)
        choices = [
            Choice(
                value=one.key,
                label=one.label,
                count=counts.get(one.key, 0),
                selected=(one.du, one.au) == days,
                url=self.url(du=None, au=None)
                if (one.du, one.au) == days
                else self.url(du=one.du, au=one.au),
            )
            for one in found
        ]
        return Facet(name, label, tuple(one for one in choices if one.count or one.selected))

    @property
    def sorts(self) -> list[Choice]:
        """The orders offered, as links; distance needs a commune."""
        keys = [key for key in TRI_LABELS if key != grammar.TRI_DISTANCE or self.located]
        return [
            Choice(
                key,
                str(TRI_LABELS[key]),
                1,
                key == self.values.tri,
                self.url(tri=key if key != keys[0] else None),
            )
            for key in keys
        ]


def _as_lists(data: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """`request.GET`, or a plain mapping of values or lists of values."""
    if isinstance(data, MultiValueDict):
        return data
    return MultiValueDict({name: list(_as_tuple(value)) for name, value in data.items()})


def _written(item: Any) -> str:
    if isinstance(item, Place):
        return item.code
    return item.isoformat() if isinstance(item, date) else str(item)


def _as_tuple(change: Any) -> tuple[str, ...]:
    if change is None or change == "":
        return ()
    return (
        tuple(_written(item) for item in change) if isinstance(change, tuple | list) else (_written(change),)
    )


def _most_useful(terms: list[Term], counts: Mapping[str, int], selected: set[str]) -> list[Term]:
    """The selected ones and the most frequent others, still in vocabulary order."""
    if len(terms) <= FACET_SIZE:
        return terms
    ranked = sorted(terms, key=lambda term: (term.value not in selected, -counts.get(term.value, 0)))
    kept = {term.value for term in ranked[: max(FACET_SIZE, len(selected))]}
    return [term for term in terms if term.value in kept]
