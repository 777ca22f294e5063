"""Everything that the search page shows, from a bound form: results, readings, facets, tabs, pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.pagination import Pager, build_pager
from common.search_documents import PAGE, Sorte
from common.typographie import NBSP
from search import service
from search.dead_ends import DeadEnd
from search.filters import Chip, Facet
from search.forms import SearchForm
from search.grammar import MAX_RESULTS, Place
from search.periods import periods
from search.places import resolve
from search.query import QUAND
from search.results import Answer, SearchResult

#: Facets of the panel, in order; those of events come only with events.
PANEL = ("secteur", "rev3", "niveau", "voie", "dep", "bassin", "chantier")
EVENT_PANEL = ("type", "public")
RADII = (10, 20, 30, 50, 100)

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
        self.typed, self.data = resolve(data)
        self.form = SearchForm(self.data, path=path, language=language)

    @cached_property
    def answer(self) -> Answer:
        return service.search(self.form.understood.filters, self.language)

    @cached_property
    def results(self) -> Sequence[SearchResult]:
        return self._labelled(self.answer.results)

    def _labelled(self, results: Sequence[SearchResult]) -> list[SearchResult]:
        names = self.form.terms.get("secteur", {})
        return [
            replace(result, secteur_label=names[result.secteur].label) if result.secteur in names else result
            for result in results
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

    @cached_property
    def quand(self) -> Facet | None:
        """The periods in which something happens, for events."""
        sorte = self.form.values.sorte
        if sorte and Sorte.EVENEMENT not in sorte:
            return None
        counts = self.answer.counts.get(QUAND, {})
        facet = self.form.dated(QUAND, _("Quand"), periods(timezone.now()), counts)
        return facet if facet.choices or self.form.values.du or self.form.values.au else None

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the panel must carry: words, kind, commune, établissement, and facets it does not show."""
        shown = [field["nom"] for field in (*self.champs, *self.jours)]
        return self.form.hidden(*shown, *(facet.name for facet in self.facets))

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
        """The fields of the panel: a commune or a postcode, and how far from it."""
        near = {
            "nom": "pres",
            "libelle": _("Près de"),
            "aide": _("Commune ou code postal"),
            "valeur": self.place.label if self.place else self.typed.text,
            "type": "text",
            "choix": (),
            "erreur": "" if self.place else self.typed.error,
        }
        if not self.place:
            return [near]
        radii = sorted({*RADII, self.form.values.rayon})
        far = {
            "nom": "rayon",
            "libelle": _("À moins de"),
            "aide": "",
            "valeur": str(self.form.values.rayon),
            "type": "",
            "choix": [(str(km), f"{km}{NBSP}km") for km in radii],
            "erreur": "",
        }
        return [near, far]

    @property
    def jours(self) -> list[dict[str, Any]]:
        """The two days, beside the periods."""
        if self.quand is None:
            return []
        values = {"du": self.form.values.du, "au": self.form.values.au}
        labels = {"du": _("À partir du"), "au": _("Jusqu’au")}
        return [
            {
                "nom": name,
                "libelle": labels[name],
                "aide": "",
                "valeur": day.isoformat() if day else "",
                "type": "date",
                "choix": (),
                "erreur": "",
            }
            for name, day in values.items()
        ]

    @property
    def place_links(self) -> list[tuple[str, str]]:
        return [(place.label, self.form.url(commune=place.code)) for place in self.typed.choices]

    # What is said

    @cached_property
    def puces(self) -> list[Chip]:
        """Active filters; the two days of a period are one."""
        chips = self.form.active
        chosen = next((one for one in self.quand.choices if one.selected), None) if self.quand else None
        if chosen is None:
            return chips
        return [
            *(chip for chip in chips if chip.name not in {"du", "au"}),
            Chip(QUAND, "", chosen.label, chosen.url),
        ]

    @property
    def compris(self) -> list[Chip]:
        """What was read in the words; the address of each takes them as plain words."""
        literal = self.form.values.lettre
        return [
            Chip("lettre", reading.phrase, reading.label, self.form.url(lettre=(*literal, reading.phrase)))
            for reading in self.form.understood.readings
        ]

    @property
    def a_la_lettre(self) -> list[Chip]:
        """Phrases that the reader took back; the address of each reads it again."""
        literal = self.form.values.lettre
        return [
            Chip(
                "lettre", phrase, phrase, self.form.url(lettre=tuple(one for one in literal if one != phrase))
            )
            for phrase in literal
        ]

    @property
    def heading(self) -> str:
        """“27 réponses pour « éolien »”."""
        q = self.form.values.q
        if not self.total:
            return _("Rien trouvé pour « %(q)s »") % {"q": q} if q else _("Rien trouvé ici")
        number = f"{self.total:,}".replace(",", NBSP)
        if not q:
            return ngettext("%(n)s réponse", "%(n)s réponses", self.total) % {"n": number}
        words = ngettext("%(n)s réponse pour « %(q)s »", "%(n)s réponses pour « %(q)s »", self.total)
        return words % {"n": number, "q": q}

    @property
    def notes(self) -> list[str]:
        """What was left out or done otherwise, in sentences."""
        told = list(self.form.refused)
        if self.total and self.answer.left_out:
            words = ", ".join(f"«{NBSP}{word}{NBSP}»" for word in self.answer.left_out)
            told.append(_("Aucune réponse n’a tous tes mots : voici sans %(words)s.") % {"words": words})
        elif self.answer.approximate and self.total:
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
    def impasse(self) -> DeadEnd:
        return DeadEnd(self.form, self.answer, self.language)

    @cached_property
    def proches(self) -> list[SearchResult]:
        """First results of the closest search that gives some."""
        closest = self.impasse.closest
        return self._labelled(closest.results) if closest else []
