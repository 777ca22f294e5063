"""Search page and suggestions beside the same raw Elasticsearch requests, one measure of each in turn.

“bare page”: the raw request, then the same template with its ready result.
"""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import get_template
from django.utils import translation

from search import elastic, suggestions, views
from search.forms import SearchForm
from search.grammar import Filters
from search.pages import SearchPage
from search.service import breaker

QUESTIONS = (
    "infirmiere",
    "soudeur",
    "cap boulanger",
    "bac pro",
    "lille",
    "maintenance eolienne",
    "batiment",
    "",
)
PREFIXES = ("in", "inf", "infirm", "bo", "boul", "cap m", "ly", "lycee li", "ma", "mac")

Variants = dict[str, Callable[[str], object]]


def request_for(path: str, words: str) -> HttpRequest:
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.GET = QueryDict(words)
    request.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    return request


def now() -> datetime:
    return datetime.now(UTC)


def suggestions_raw(text: str) -> object:
    return elastic.ask(suggestions.body(text, "fr", now()), "fr")


def filters_of(text: str) -> Filters:
    return SearchForm(QueryDict(f"q={text}"), path="/fr/recherche/", language="fr").understood.filters


class Raw:
    """The requests that a question costs the engine, ready-made: as many as the view sends."""

    def __init__(self) -> None:
        self.bodies: dict[str, list[dict[str, object]]] = {}

    def __call__(self, text: str) -> object:
        if text not in self.bodies:
            self.bodies[text] = requests_of(text)
        return [elastic.ask(body, "fr") for body in self.bodies[text]]


def requests_of(text: str) -> list[dict[str, object]]:
    """What `elastic.search` asks for this question: one request, two or three when little is found."""
    sent: list[dict[str, object]] = []
    ask = elastic.ask

    def spy(body: dict[str, object], language: str) -> object:
        sent.append(body)
        return ask(body, language)

    elastic.ask = spy  # type: ignore[assignment]
    try:
        elastic.search(filters_of(text), "fr", now())
    finally:
        elastic.ask = ask
    return sent


class BarePage:
    """The template of the search page, with an answer computed once per question."""

    def __init__(self) -> None:
        self.template = get_template("search/search.html")
        self.raw = Raw()
        self.ready: dict[str, SearchPage] = {}

    def __call__(self, text: str) -> object:
        with translation.override("fr"):
            request = request_for("/fr/recherche/", f"q={text}")
            subject = views._subject("Recherche", "search")
            if text not in self.ready:
                page = self.ready[text] = SearchPage(request.GET, "fr", path="/fr/recherche/")
                self.template.render({"recherche": page, "subject": subject}, request)
            self.raw(text)
            return self.template.render({"recherche": self.ready[text], "subject": subject}, request)


def view(text: str, *, reset: bool = True) -> HttpResponse:
    if reset:
        breaker.reset()
    with translation.override("fr"):
        return views.search(request_for("/fr/recherche/", f"q={text}"))


def measure(variants: Variants, inputs: tuple[str, ...], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each variant, interleaved; one round is thrown away."""
    times: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(-len(inputs), rounds):
        text = inputs[number % len(inputs)]
        for name, run in variants.items():
            started = time.perf_counter()
            run(text)
            if number >= 0:
                times[name].append((time.perf_counter() - started) * 1000)
    return times


def report(title: str, times: dict[str, list[float]], baseline: str, limit: str) -> None:
    print(f"  {title} ({limit})")
    base = statistics.median(times[baseline]), high_of(times[baseline])
    for name, values in times.items():
        middle, high = statistics.median(values), high_of(values)
        half = f"p50 {middle:7.2f} ms ({middle / base[0]:.2f} ×)"
        print(f"    {name:28} {half}   p95 {high:7.2f} ms ({high / base[1]:.2f} ×)", flush=True)


def high_of(values: list[float]) -> float:
    """The 95th centile."""
    return statistics.quantiles(values, n=20)[18]


def report_all(rounds: int) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SEARCH_TIMEOUT = 30.0  # a pause of a busy machine is part of the measure, not an outage
    typed: Variants = {
        "raw request": suggestions_raw,
        "view": lambda text: views.suggest(request_for("/suggest/", f"q={text}&lang=fr")),
    }
    pages: Variants = {"raw request + bare page": BarePage(), "raw request": Raw(), "view": view}
    report("suggestions", measure(typed, PREFIXES, rounds), "raw request", "≤ 1.3 ×")
    report("search page", measure(pages, QUESTIONS, rounds), "raw request + bare page", "≤ 1.5 ×")
