"""Search page and suggestions against the same raw Elasticsearch requests, in one run, one measure of each in turn.

    manage.py migrate && manage.py seed_demo && manage.py search_index rebuild
    python -m tests.benchmarks.search.speed [--rounds 200]

“bare page”: the raw request, then the same template with its ready answer.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import django
from django.conf import settings
from django.http import HttpRequest, QueryDict

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


def request_for(path: str, query: str) -> HttpRequest:
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.GET = QueryDict(query)
    request.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    return request


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


def report(title: str, times: dict[str, list[float]], baseline: str) -> None:
    print(title)
    base = statistics.median(times[baseline]), quantile(times[baseline])
    for name, values in times.items():
        middle, high = statistics.median(values), quantile(values)
        print(
            f"  {name:28} p50 {middle:7.2f} ms ({middle / base[0]:.2f} ×)   p95 {high:7.2f} ms ({high / base[1]:.2f} ×)"
        )


def quantile(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    from tests.benchmarks.search import variants  # noqa: PLC0415 - models need django.setup()

    report("Suggestions", measure(variants.typed(), PREFIXES, rounds), "raw request")
    report("Search page", measure(variants.pages(), QUESTIONS, rounds), "raw request + bare page")


if __name__ == "__main__":
    main()
