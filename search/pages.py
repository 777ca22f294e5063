"""Everything that the search page shows, from a bound form: results, facets, tabs, pages, and what to do when empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.pagination import Pager, build_pager
from common.search_documents import PAGE, Sorte
from search import service
from search.filters import Facet
from search.forms import SearchForm
from search.grammar import MAX_RESULTS, Place
from search.places import TypedPlace, read_place
from search.results import Answer, SearchResult, Suggestion
from territoires.models import Referent

#: Facets of the panel, in order; those of events come only with events.
PANEL = ("secteur", "rev3", "niveau", "voie", "dep", "bassin", "chantier")
EVENT_PANEL = ("type", "public")

ICONS = {
    Sorte.METIER: "briefcase",
    Sorte.FORMATION: "school",
    Sorte.AMBASSADEUR: "user",
    Sorte.EVENEMENT: "calendar-event",
    Sorte.ETABLISSEMENT: "building",
    Sorte.SECTEUR: "hierarchy",
    PAGE: "info-circle",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of results, as a link. Attribute names are those of the component `genres`."""

    libelle: str
    icone: str
    url: str
    nombre: int
    courant: bool


class SearchPage:
    """Built once per request. Costs: one query for vocabularies, one for a commune, one for an établissement."""

    def __init__(self, data: Any, language: str, *, path: str = "") -> None:
        self.language = language
        self.typed, self.data = _read_place(data)
        self.form = SearchForm(self.data, path=path)

    @cached_property
    def answer(self) -> Answer:
        return service.search(self.form.values, self.language)

    @cached_property
    def results(self) -> Sequence[SearchResult]:
        names = self.form.terms.get("secteur", {})
        return [
            replace(result, secteur_label=names[result.secteur].label) if result.secteur in names else result
            for result in self.answer.results
        ]

    @property
    def total(self) -> int:
        return self.answer.total

    # What narrows

    @cached_property
    def facets(self) -> list[Facet]:
        """Facets with at least one result or choice."""
        sorte = self.form.values.sorte
        names = PANEL if sorte and Sorte.EVENEMENT not in sorte else PANEL + EVENT_PANEL
        facets = [self.form.facet(name, self.answer.counts.get(name, {})) for name in names]
        return [facet for facet in facets if any(choice.count or choice.selected for choice in facet.choices)]

    @cached_property
    def tabs(self) -> list[Tab]:
        counts = self.answer.counts.get("sorte", {})
        chosen = self.form.values.sorte
        tabs = [Tab(_("Tout"), "", self.form.url(sorte=None), sum(counts.values()), not chosen)]
        for kind in Sorte:
            number = counts.get(kind.value, 0)
            if number or kind.value in chosen:
                url = self.form.url(sorte=kind.value)
                tabs.append(Tab(str(kind.label), ICONS[kind], url, number, chosen == (kind.value,)))
        return tabs

    @cached_property
    def pager(self) -> Pager:
        values = self.form.values
        return build_pager(
            values.page, min(self.total, MAX_RESULTS), values.n, lambda number: self.form.url(page=number)
        )

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the panel must carry: words, kind, dates, établissement, and facets it does not show."""
        return self.form.hidden("commune", "rayon", *(facet.name for facet in self.facets))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What another question keeps: the kind asked and the place."""
        return [
            pair
            for pair in self.form.hidden("q")
            if pair[0] in {"sorte", "dep", "bassin", "commune", "rayon"}
        ]

    @property
    def place(self) -> Place | None:
        return next(iter(self.form.values.commune), None)

    @property
    def champs(self) -> list[dict[str, Any]]:
        """The text field of the panel: a commune or a postcode."""
        return [
            {
                "nom": "pres",
                "libelle": _("Près de"),
                "aide": _("Commune ou code postal"),
                "valeur": self.place.label if self.place else self.typed.text,
                "type": "text",
                "choix": (),
                "erreur": "" if self.place else self.typed.error,
            }
        ]

    @property
    def place_links(self) -> list[tuple[str, str]]:
        return [(place.label, self.form.url(commune=place.code)) for place in self.typed.choices]

    # What is said

    @property
    def heading(self) -> str:
        """“27 réponses pour « éolien »”."""
        q = self.form.values.q
        if not self.total:
            return _("Rien trouvé pour « %(q)s »") % {"q": q} if q else _("Rien trouvé ici")
        if not q:
            return ngettext("%(n)s réponse", "%(n)s réponses", self.total) % {"n": self.total}
        words = ngettext("%(n)s réponse pour « %(q)s »", "%(n)s réponses pour « %(q)s »", self.total)
        return words % {"n": self.total, "q": q}

    @property
    def notes(self) -> list[str]:
        """What was left out or done otherwise, in sentences."""
        told = list(self.form.refused)
        if self.answer.approximate and self.total:
            told.append(_("Aucune réponse exacte : voici ce qui s’en approche."))
        if self.answer.engine != "elasticsearch":
            told.append(
                _("La recherche marche au ralenti : l’ordre des réponses est moins précis que d’habitude.")
            )
        if self.form.values.page > self.pager.count:
            told.append(_("Il n’y a pas de page %(page)s.") % {"page": self.form.values.page})
        return told

    # What to do when nothing answers

    @cached_property
    def relaxed(self) -> list[Suggestion]:
        """Each active filter that, dropped, would give something: “12 sans « Somme »”."""
        if self.total or not self.form.values.narrowed:
            return []
        counts = service.without_each(self.form.values, self.language)
        chips = {chip.name: chip for chip in self.form.active}
        found = []
        for name, number in sorted(counts.items(), key=lambda item: -item[1]):
            chip = chips.get(name)
            if chip and number:
                dropped = self.form.url(**dict.fromkeys((name, "rayon") if name == "commune" else (name,)))
                found.append(Suggestion(_("sans « %(filter)s »") % {"filter": chip.label}, dropped, number))
        if counts.get("all") and len(chips) > 1:
            found.append(Suggestion(_("sans aucun filtre"), self.form.cleared_url, counts["all"]))
        return found

    @cached_property
    def spelling(self) -> Suggestion | None:
        """The question with its unknown words corrected."""
        q = self.form.values.q
        if not q or (self.total and not self.answer.approximate):
            return None
        corrected = service.spelling(q, self.language)
        return Suggestion(corrected, self.form.url(q=corrected)) if corrected else None

    @cached_property
    def referents(self) -> list[Referent]:
        """People to ask, when nothing answers: those of the département, else nobody in particular."""
        departements = self.form.values.dep
        if self.total or not departements:
            return []
        people = Referent.objects.filter(perimetres__departement__in=departements).distinct()
        return list(people.order_by("nom", "prenom", "pk")[:2])


def _read_place(data: Any) -> tuple[TypedPlace, Any]:
    """What is typed in `pres` becomes the `commune` filter."""
    text = data.get("pres", "")
    if not text.strip():
        return TypedPlace(), data
    typed = read_place(text)
    if typed.place is None:
        return typed, data
    changed = data.copy()
    changed.setlist("commune", [typed.place.code])
    return typed, changed
