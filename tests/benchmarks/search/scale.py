"""Search at scale, on servers of its own: ratios of one run, printed.

python -m tests.benchmarks.search.scale --rows 10000
python -m tests.benchmarks.search.scale --rows 100000
nice python -m tests.benchmarks.search.scale --synthetic 1000000
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

import django

from tests.benchmarks.search.servers import own_servers

PREFIX = "mesures"


def say(label: str, value: str, limit: str = "") -> None:
    print(f"  {label:44} {value:>24}   {limit}", flush=True)


def ratio(label: str, ours: float, base: float, limit: str) -> None:
    say(label, f"{ours:,.0f}/s, {base:,.0f}/s bare, {ours / base:.2f} ×", limit)


def by_rows(count: int, rounds: int) -> None:
    from tests.benchmarks.search import building, during, reading, rows  # noqa: PLC0415 - after django.setup()

    rows.grow(count)
    first = building.from_rows()
    print(f"{first.count} documents from rows", flush=True)
    bare = [building.bare(building.kept_lines()) for _again in range(2)]
    second = building.from_rows()
    best = max((first, second), key=lambda one: one.rate)
    ratio("rebuild from rows", best.rate, max(one.rate for one in bare), "≥ 0.4 ×")
    say("memory from a tenth of the work to its end", f"{second.growth:+.1f} MB", "flat")
    reading.report_all(rounds)
    outcome = during.searches_during_a_rebuild()
    say(
        "searches during a rebuild",
        f"{outcome.asked}, {outcome.errors} errors, {outcome.empty} empty",
        "0 and 0",
    )
    say("answered by PostgreSQL meanwhile", str(outcome.elsewhere), "0")


def by_documents(count: int) -> None:
    from tests.benchmarks.search import building, synthetic  # noqa: PLC0415

    make: Callable[[], object] = partial(synthetic.documents, count)
    print(f"{count} documents at the document layer", flush=True)
    ours = building.from_documents(make, count)  # type: ignore[arg-type]
    bare = building.bare(building.document_lines(make))  # type: ignore[arg-type]
    ratio("documents", ours.rate, bare.rate, "≥ 0.7 ×")
    say("memory from a tenth of the work to its end", f"{ours.growth:+.1f} MB", "flat")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--synthetic", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    started = time.monotonic()
    with own_servers(PREFIX):
        django.setup()
        if options.rows:
            by_rows(options.rows, options.rounds)
        if options.synthetic:
            by_documents(options.synthetic)
    print(f"in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
