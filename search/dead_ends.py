"""When little or nothing answers: what to drop and what it would give, another spelling, whom to ask.

Every alternative is a whole search; all of them are counted in one request.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from search import service
from search.documents import folded
from search.forms import SearchForm
from search.grammar import MAX_RADIUS, Filters
from search.index.words import SMALL_WORDS
from search.results import Answer, Suggestion
from territoires.models import Referent

#: Alternatives counted, and shown.
MOST_COUNTED, MOST_SHOWN = 16, 5
#: Results of the relaxed search shown on an empty page.
RELAXED_SIZE = 5
#: Fewer results than this, and another spelling is offered.
FEW = 3
#: How far each kind of alternative is from what was asked.
WIDER, WITHOUT_FILTER, WITHOUT_READING, WITHOUT_WORD, WITHOUT_KIND, NO_FILTER, ONE_WORD = range(7)
#: What the reader wants to see: open days elsewhere answer “portes ouvertes Dunkerque” better than a training there.
KINDS = frozenset({"sorte", "type"})


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same search with something dropped. `rank`: the smaller, the closer to what was asked."""

    label: str
    url: str
    filters: Filters
    rank: int


def _alternative(form: SearchForm, label: str, rank: int, **changes: Any) -> Alternative:
    return Alternative(label, form.url(**changes), form.asked_with(**changes), rank)


def _wider(form: SearchForm) -> Iterator[Alternative]:
    if form.values.commune and form.values.rayon < MAX_RADIUS:
        label = _("jusqu’à %(km)s km") % {"km": MAX_RADIUS}
        yield _alternative(form, label, WIDER, rayon=MAX_RADIUS)


def _without_filters(form: SearchForm) -> Iterator[Alternative]:
    """Each filter of the address dropped with all its choices, then all of them."""
    chips: dict[str, list[str]] = {}
    for chip in form.active:
        chips.setdefault(chip.name, []).append(chip.label)
    for name, labels in chips.items():
        dropped = (name, "rayon") if name == "commune" else (name,)
        label = _("sans « %(filter)s »") % {"filter": _(" ou ").join(labels)}
        rank = WITHOUT_KIND if name in KINDS else WITHOUT_FILTER
        yield _alternative(form, label, rank, **dict.fromkeys(dropped))
    if len(chips) > 1:
        yield _alternative(form, _("sans aucun filtre"), NO_FILTER, **_no_filter(form))


def _no_filter(form: SearchForm) -> dict[str, None]:
    return dict.fromkeys(name for name in form.names if name not in {"q", "lettre"})


def _without_readings(form: SearchForm) -> Iterator[Alternative]:
    for reading in form.understood.readings:
        label = _("sans « %(filter)s »") % {"filter": reading.phrase}
        rank = WITHOUT_KIND if KINDS & set(reading.names) else WITHOUT_READING
        yield _alternative(form, label, rank, q=reading.rest)


def _without_words(form: SearchForm) -> Iterator[Alternative]:
    """Each word that counts dropped from the question, then each of them alone, free of filters."""
    typed = form.values.q.split()
    read = {word for reading in form.understood.readings for word in folded(reading.phrase).split()}
    counting = [
        place
        for place, word in enumerate(typed)
        if (plain := folded(word)) not in SMALL_WORDS and plain not in read and re.search(r"\w", plain)
    ]
    if len(counting) > 1:
        for place in counting:
            rest = " ".join(word for other, word in enumerate(typed) if other != place)
            label = _("sans « %(filter)s »") % {"filter": typed[place]}
            yield _alternative(form, label, WITHOUT_WORD, q=rest)
    if len(counting) > 2 or (len(counting) > 1 and form.active):
        for place in counting:
            label = _("« %(word)s », sans filtre") if form.active else _("« %(word)s » seulement")
            changes = _no_filter(form) | {"q": typed[place]}
            yield _alternative(form, label % {"word": typed[place]}, ONE_WORD, **changes)


def alternatives(form: SearchForm) -> list[Alternative]:
    found = [
        one for ways in (_wider, _without_filters, _without_readings, _without_words) for one in ways(form)
    ]
    return found[:MOST_COUNTED]


class DeadEnd:
    """What an empty page shows instead of results, and the spelling that a poor one offers."""

    def __init__(self, form: SearchForm, answer: Answer, language: str) -> None:
        self.form, self.answer, self.language = form, answer, language

    @property
    def empty(self) -> bool:
        return not self.answer.total

    # Another spelling

    @property
    def _corrected(self) -> str:
        """The question with its unknown words mended, if it is another question."""
        q = self.form.values.q
        if not q or (self.answer.total >= FEW and not self.answer.approximate):
            return ""
        corrected = self.form.understood.corrected or service.spelling(q, self.language)
        return corrected if folded(corrected) != folded(q) else ""

    @cached_property
    def _counted(self) -> tuple[list[tuple[Alternative, int]], Suggestion | None]:
        """Alternatives that give something, best first, and the spelling that gives more: one request for all."""
        ways = {str(number): one for number, one in enumerate(alternatives(self.form) if self.empty else ())}
        corrected = self._corrected
        spelt = _alternative(self.form, corrected, 0, q=corrected, lettre=None) if corrected else None
        asked = {name: one.filters for name, one in ways.items()}
        counts = service.count_each(asked | ({"spelling": spelt.filters} if spelt else {}), self.language)
        found = [(one, counts[name]) for name, one in ways.items() if counts.get(name)]
        found.sort(key=lambda pair: (pair[0].rank, -pair[1]))
        better = spelt is not None and counts.get("spelling", 0) > self.answer.total
        spelling = Suggestion(spelt.label, spelt.url, counts["spelling"]) if spelt and better else None
        return found, spelling

    @property
    def spelling(self) -> Suggestion | None:
        return self._counted[1]

    # What to drop

    @property
    def relaxed(self) -> list[Suggestion]:
        """“12 sans « Somme »”: what each thing dropped would give."""
        return [Suggestion(one.label, one.url, number) for one, number in self._counted[0][:MOST_SHOWN]]

    @cached_property
    def closest(self) -> Answer | None:
        """The first results of the best alternative."""
        if not self._counted[0]:
            return None
        filters = replace(self._counted[0][0][0].filters, page=1, n=RELAXED_SIZE)
        answer = service.search(filters, self.language)
        return answer if answer.total else None

    @property
    def secteurs(self) -> list[tuple[str, str, str]]:
        """(key, name, class) of the sectors met by the relaxed search, else of all of them."""
        terms = self.form.terms.get("secteur", {})
        counts = self.closest.counts.get("secteur", {}) if self.closest else {}
        met = sorted((key for key in terms if counts.get(key)), key=lambda key: -counts[key])
        return [(key, terms[key].label, terms[key].css_class) for key in met[:4] or terms]

    # Whom to ask

    @property
    def departements(self) -> tuple[str, ...]:
        """Territory of the question: chosen or read départements, those of its communes."""
        filters = self.form.understood.filters
        return tuple(dict.fromkeys((*filters.dep, *(place.code[:2] for place in filters.commune))))

    @cached_property
    def referents(self) -> list[Referent]:
        """People of the territory asked; nobody in particular when none was named."""
        bassins = self.form.understood.filters.bassin
        if not self.empty or not (self.departements or bassins):
            return []
        there = Q(perimetres__departement__in=self.departements) | Q(perimetres__bassin__slug__in=bassins)
        return list(Referent.objects.filter(there).distinct().order_by("nom", "prenom", "pk")[:2])
