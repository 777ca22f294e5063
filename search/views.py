"""The search page, all the choices of one facet, and suggestions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.navigation import active_language
from common.seo import Subject
from search.filters import FACETS
from search.index.definition import LANGUAGES
from search.journal import mark
from search.pages import SearchPage
from search.suggestions import suggest as suggestions
from search.tuning.help import help_address

#: Which store answered: "elasticsearch" or "postgresql". For monitoring.
ENGINE_HEADER = "X-Search-Engine"
#: Seconds during which a suggestion may be kept.
SUGGESTIONS_AGE = 5


def _subject(title: str, view: str, **arguments: Any) -> Subject:
    """Results are not for search engines; the address exists in every language."""
    alternates = {}
    for code in LANGUAGES:
        with translation.override(code):
            alternates[code] = reverse(view, kwargs=arguments or None)
    return Subject(
        title=title, path=reverse(view, kwargs=arguments or None), indexed=False, alternates=alternates
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/<lang>/recherche/`, template `search/search.html`. Context:

    `recherche` is a `SearchPage`: `form` (values, sorts, cleared_url), `heading` (the h1), `results` (list of
    `SearchResult`), `total`, `facets`, `quand` (periods), `tabs`, `pager`, `champs`, `jours`, `hidden`, `puces`,
    `compris` and `a_la_lettre` (readings and what was taken back), `notes` (sentences), `place_links`; `impasse` (a
    `DeadEnd`: `spelling`, `relaxed`, `secteurs`, `referents`) and `proches`, its first results.
    `subject` is what `<head>` says.
    """
    page = SearchPage(request.GET, active_language(), path=request.path)
    help_page = "" if page.form.values.narrowed else help_address(page.form.values.q, page.language)
    if help_page:  # the analyst said that this question goes straight there
        return mark(redirect(help_page), total=1)
    context = {"recherche": page, "subject": _subject(page.heading, "search")}
    response = render(request, "search/search.html", context)
    response.headers[ENGINE_HEADER] = page.answer.engine
    return mark(response, total=page.total, engine=page.answer.engine, departements=page.impasse.departements)


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """`/<lang>/recherche/filtre/<name>/`, template `search/facet.html`: every choice of one facet, with its counts.

    Context: `recherche` as above and `facette`, complete. Its form leads back to the results.
    """
    if name not in FACETS:
        raise Http404
    page = SearchPage(request.GET, active_language(), path=reverse("search"))
    facette = page.form.facet(name, page.answer.counts.get(name, {}), complete=True)
    title = _("Tous les choix : %(facet)s") % {"facet": facette.label}
    context = {
        "recherche": page,
        "facette": facette,
        "hidden": page.form.hidden(name),
        "subject": _subject(title, "search-facet", name=name),
    }
    response = render(request, "search/facet.html", context)
    response.headers[ENGINE_HEADER] = page.answer.engine
    return response


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """`/suggest/?q=&lang=`: no SQL, no session; what is withdrawn leaves caches in seconds too."""
    language = request.GET.get("lang", "fr")
    with translation.override(language if language in LANGUAGES else "fr"):
        answer = suggestions(request.GET.get("q", ""), active_language())
    return JsonResponse(
        answer,
        headers={"Cache-Control": f"public, max-age={SUGGESTIONS_AGE}"},
        json_dumps_params={"ensure_ascii": False},
    )
