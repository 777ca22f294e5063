"""What is compared: the whole view, and the least that could answer the same thing."""

from datetime import UTC, datetime

from django.template.loader import get_template
from django.utils import translation

from search import elastic, query, suggestions, views
from search.grammar import Filters
from search.pages import SearchPage
from search.service import breaker
from tests.benchmarks.search.speed import Variants, request_for


def now() -> datetime:
    return datetime.now(UTC)


def suggestions_raw(text: str) -> object:
    return elastic.ask(suggestions.body(text, "fr", now()), "fr")


def raw(text: str) -> object:
    return elastic.ask(query.search_body(Filters(q=text), "fr", now()), "fr")


class BarePage:
    """The template of the search page, with an answer computed once per question."""

    def __init__(self) -> None:
        self.template = get_template("search/search.html")
        self.ready: dict[str, SearchPage] = {}

    def __call__(self, text: str) -> object:
        with translation.override("fr"):
            request = request_for("/fr/recherche/", f"q={text}")
            if text not in self.ready:
                page = self.ready[text] = SearchPage(request.GET, "fr", path="/fr/recherche/")
                self.template.render({"recherche": page, "subject": subject()}, request)
            raw(text)
            return self.template.render({"recherche": self.ready[text], "subject": subject()}, request)


def subject() -> object:
    return views._subject("Recherche", "search")


def view(text: str) -> object:
    breaker.reset()
    with translation.override("fr"):
        return views.search(request_for("/fr/recherche/", f"q={text}"))


def typed() -> Variants:
    return {
        "raw request": suggestions_raw,
        "view": lambda text: views.suggest(request_for("/suggest/", f"q={text}&lang=fr")),
    }


def pages() -> Variants:
    return {"raw request + bare page": BarePage(), "raw request": raw, "view": view}
