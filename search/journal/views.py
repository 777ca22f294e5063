"""The search board and its lists as files for a spreadsheet."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from search.filters import LABELS
from search.index.definition import LANGUAGES
from search.journal import board
from search.journal.charts import bars, columns
from search.screens import NAMESPACE, Screen
from search.tuning.enums import RuleKind
from territoires.models import Departement

LENGTHS = (
    ("1", gettext_lazy("1 semaine")),
    ("4", gettext_lazy("4 semaines")),
    ("12", gettext_lazy("12 semaines")),
)
LANGUAGE_LABELS = {"fr": gettext_lazy("Français"), "en": gettext_lazy("Anglais")}
#: Weeks offered: those that can be compared.
WEEKS_BACK = 105


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_code(day: date) -> str:
    """ISO 8601: 2026-W48."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02d}"


def week_label(day: date) -> str:
    return _("Semaine du %(day)s") % {"day": date_format(day, "j F Y")}


class ScopeForm(forms.Form):
    """Period, language and département of the board; a value that means nothing falls back to the default."""

    semaine = forms.ChoiceField(label=gettext_lazy("Dernière semaine"), required=False)
    sur = forms.ChoiceField(label=gettext_lazy("Durée"), choices=LENGTHS, required=False)
    langue = forms.ChoiceField(label=gettext_lazy("Langue"), required=False)
    dep = forms.ChoiceField(label=gettext_lazy("Département"), required=False)

    def __init__(self, data: Any, places: dict[str, str]) -> None:
        this_week = monday(timezone.localdate())
        weeks = [this_week - timedelta(weeks=number) for number in range(WEEKS_BACK)]
        initial = {"semaine": week_code(this_week), "sur": "1", "langue": "", "dep": ""}
        self.weeks = {week_code(week): week for week in weeks}
        choices: dict[str, list[tuple[str, Any]]] = {
            "semaine": [(code, week_label(week)) for code, week in self.weeks.items()],
            "sur": list(LENGTHS),
            "langue": [("", _("Toutes")), *((code, LANGUAGE_LABELS.get(code, code)) for code in LANGUAGES)],
            "dep": [("", _("Tous")), *places.items()],
        }
        known = {
            name: data.get(name, "") if data.get(name, "") in dict(values) else initial[name]
            for name, values in choices.items()
        }
        super().__init__({**initial, **known})
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField
        self.full_clean()

    @property
    def scope(self) -> board.Scope:
        values = self.cleaned_data
        after = self.weeks[values["semaine"]] + timedelta(weeks=1)
        first = after - timedelta(weeks=int(values["sur"]))
        return board.Scope(first, after, values["langue"], values["dep"])

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})


def places() -> dict[str, str]:
    return dict(Departement.objects.order_by("code").values_list("code", "nom"))


class Board(Screen):
    """`/admin/recherche/`."""

    permission = "search.view_searchday"
    template_name = "search/admin/tableau.html"
    header_icon = "doc-empty-inverse"

    def get_page_title(self) -> str:
        return _("Ce que les gens cherchent")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home, _board, title = super().get_breadcrumbs_items()
        return [home, title]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = places()
        form = ScopeForm(self.request.GET, names)
        scope = form.scope
        totals = board.totals(scope)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "scope": scope,
            "totals": totals,
            "figures": _figures(totals),
            "weeks": columns([(date_format(day, "d/m"), sums) for day, sums in totals.weeks.items()]),
            "days": columns([(date_format(day, "D j"), sums) for day, sums in totals.days.items()])
            if len(totals.days) <= 7
            else [],
            "departements": bars(
                [
                    (names.get(code, code) or _("sans lieu"), sums)
                    for code, sums in totals.departements.items()
                ]
            ),
            "languages": bars(
                [(str(LANGUAGE_LABELS.get(code, code)), sums) for code, sums in totals.languages.items()]
            ),
            "lists": [_list(name, scope, form.query) for name in LISTS],
            "totals_csv": f"{reverse(f'{NAMESPACE}:csv', args=(TOTALS,))}?{form.query}",
            "unsaid": board.unsaid(scope),
            "last_reading": board.last_reading(),
            "may_tune": self.request.user.has_perm("search.change_tuningrule"),
        }


def _figures(totals: board.Totals) -> list[tuple[str, str, str]]:
    """Label, value and comparison with the period before."""
    now, before = totals.now, totals.before
    shares: list[tuple[str, float, float]] = [
        (_("sans réponse"), now.empty_share, before.empty_share),
        (_("clics pour 100 recherches"), now.click_share, before.click_share),
        (_("reformulées aussitôt"), now.refined_share, before.refined_share),
        (_("répondues par le moteur de secours"), now.degraded_share, before.degraded_share),
    ]
    known = before.searches > 0
    figures = [(_("recherches"), _whole(now.searches), _was(_whole(before.searches), known))]
    for label, value, old in shares:
        unit = "" if label == shares[1][0] else " %"
        figures.append((label, _share(value) + unit, _was(_share(old) + unit, known)))
    figures.append(
        (_("parcours par filtres, sans mot"), _whole(now.browsed), _was(_whole(before.browsed), known))
    )
    return figures


def _was(value: str, known: bool) -> str:
    return _("%(value)s à la période d’avant") % {"value": value} if known else ""


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _share(value: float) -> str:
    return f"{value:.1f}".replace(".", ",") if value < 10 else f"{value:.0f}"


# Lists: on the page and as files

Row = tuple[str, ...]


def _asked(read: Callable[..., list[board.Asked]]) -> Callable[[board.Scope, int | None], list[Row]]:
    def rows(scope: board.Scope, limit: int | None) -> list[Row]:
        return [
            (
                one.text,
                one.language,
                str(one.sums.searches),
                str(one.sums.empty),
                str(one.sums.clicks),
                _share(one.sums.click_share),
                str(one.sums.refined),
            )
            for one in read(scope, limit)
        ]

    return rows


def _refined(scope: board.Scope, limit: int | None) -> list[Row]:
    return [(one.text, one.language, one.then, str(one.count)) for one in board.refinements(scope, limit)]


def _filtered(scope: board.Scope, limit: int | None) -> list[Row]:
    labels = LABELS | {"page": _("page suivante"), "pres": LABELS["commune"]}
    return [
        (one.text, one.language, str(labels.get(one.filter, one.filter)), str(one.count))
        for one in board.filters(scope, limit)
    ]


ASKED = (
    gettext_lazy("Recherche"),
    gettext_lazy("Langue"),
    gettext_lazy("Fois"),
    gettext_lazy("Sans réponse"),
    gettext_lazy("Clics"),
    gettext_lazy("Clics pour 100"),
    gettext_lazy("Reformulées"),
)
FOLLOWED = (gettext_lazy("Recherche"), gettext_lazy("Langue"), gettext_lazy("Puis"), gettext_lazy("Fois"))

Reader = Callable[[board.Scope, int | None], list[Row]]

#: Name in addresses → title, what to say when empty, columns, rows.
LISTS: dict[str, tuple[Any, Any, tuple[Any, ...], Reader]] = {
    "frequentes": (
        gettext_lazy("Les plus fréquentes"),
        gettext_lazy("Aucune recherche assez commune pour que son texte soit gardé."),
        ASKED,
        _asked(board.frequent),
    ),
    "sans-reponse": (
        gettext_lazy("Sans réponse"),
        gettext_lazy("Aucune recherche commune n’est restée sans réponse."),
        ASKED,
        _asked(board.without_answer),
    ),
    "peu-de-clics": (
        gettext_lazy("Répondues, mais peu suivies"),
        gettext_lazy("Toutes les recherches posées cinq fois ou plus mènent à des pages."),
        ASKED,
        _asked(board.few_clicks),
    ),
    "reformulees": (
        gettext_lazy("Reformulées"),
        gettext_lazy("Personne n’a reformulé une recherche commune."),
        FOLLOWED,
        _refined,
    ),
    "affinees": (
        gettext_lazy("Affinées par un filtre"),
        gettext_lazy("Personne n’a ajouté de filtre à une recherche commune."),
        FOLLOWED,
        _filtered,
    ),
}


def _list(name: str, scope: board.Scope, query: str) -> dict[str, Any]:
    title, nothing, headings, read = LISTS[name]
    return {
        "name": name,
        "title": title,
        "empty": nothing,
        "may_act": name != "affinees",
        "headings": headings,
        "rows": [
            {"cells": row[1:], "text": row[0], "actions": _actions(name, row)}
            for row in read(scope, board.TOP)
        ],
        "csv": f"{reverse(f'{NAMESPACE}:csv', args=(name,))}?{query}",
    }


def _actions(name: str, row: Row) -> list[tuple[str, str]]:
    """What the analyst may do next with a question, the form being filled already."""
    text, language = row[0], row[1]
    given = {"langue": language, "questions": text}
    add = {kind: reverse(f"{NAMESPACE}:ajouter", args=(kind,)) for kind in (RuleKind.SYNONYM, RuleKind.PIN)}
    pin = (f"{add[RuleKind.PIN]}?{urlencode(given | {'words': text})}", _("Épingler"))
    if name == "reformulees":
        both = given | {"words": f"{text}\n{row[2]}", "questions": f"{text}\n{row[2]}"}
        return [(f"{add[RuleKind.SYNONYM]}?{urlencode(both)}", _("Dire que c’est pareil"))]
    if name in {"sans-reponse", "peu-de-clics"}:
        synonym = f"{add[RuleKind.SYNONYM]}?{urlencode(given | {'words': text, 'sense': 'sens'})}"
        return [(synonym, _("Créer un synonyme")), pin]
    return [pin] if name == "frequentes" else []


class Export(Screen):
    """A whole list as CSV: UTF-8 with a mark and semicolons, as spreadsheets in French expect."""

    permission = "search.view_searchday"

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        name = kwargs["liste"]
        if name not in {*LISTS, TOTALS}:
            raise Http404
        scope = ScopeForm(request.GET, places()).scope
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        filename = f"recherches-{name}-{scope.first}-{scope.last}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
        response.write("﻿")
        csv.writer(response, delimiter=";").writerows(_cells(name, scope))
        return response


#: Not a list of the page: the numbers of its charts.
TOTALS = "totaux"
TOTALS_HEADINGS = (
    gettext_lazy("Jour"),
    gettext_lazy("Langue"),
    gettext_lazy("Département"),
    gettext_lazy("Recherches"),
    gettext_lazy("Sans réponse"),
    gettext_lazy("Clics"),
    gettext_lazy("Reformulées"),
    gettext_lazy("Moteur de secours"),
    gettext_lazy("Par filtres, sans mot"),
)


def _totals(scope: board.Scope) -> Iterator[Iterable[str]]:
    yield [str(heading) for heading in TOTALS_HEADINGS]
    for row in board.by_day(scope):
        yield map(str, row.values())


def _cells(name: str, scope: board.Scope) -> Iterator[Iterable[str]]:
    if name == TOTALS:
        yield from _totals(scope)
        return
    _title, _empty, headings, read = LISTS[name]
    yield [str(heading) for heading in headings]
    for row in read(scope, None):
        yield map(harmless, row)


def harmless(cell: str) -> str:
    """A question is typed by anybody: a spreadsheet must not read it as a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


#: Questions named on the first page of the back-office, and the weeks they are taken from.
MISSED, MISSED_WEEKS = 5, 4


def missed_lately() -> list[tuple[str, str, Any]]:
    """Address of a synonym to create, question, times: for a panel of the first page."""
    after = monday(timezone.localdate()) + timedelta(weeks=1)
    scope = board.Scope(after - timedelta(weeks=MISSED_WEEKS), after)
    items = []
    for one in board.without_answer(scope, MISSED):
        (address, _label), *_others = _actions("sans-reponse", (one.text, one.language))
        times = ngettext("%(n)s fois", "%(n)s fois", one.sums.empty) % {"n": one.sums.empty}
        items.append((address, one.text, times))
    return items
