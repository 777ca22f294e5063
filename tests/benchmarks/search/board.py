"""The search board over many rows, in a transaction that is rolled back.

python -m tests.benchmarks.search.board [--rows 100000]
"""

import argparse
import statistics
import time
from collections.abc import Callable

import django


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    django.setup()
    from tests.benchmarks.search.board_rows import fill, rolled_back, scopes  # noqa: PLC0415 - needs django.setup()

    with rolled_back():
        print(f"{fill(rows)} lignes de questions sur 12 semaines")
        for title, measures in scopes().items():
            print(title)
            for name, read in measures.items():
                print(f"  {name:14} {median(read):7.1f} ms")


def median(read: Callable[[], object], times: int = 5) -> float:
    """Milliseconds."""
    measured = []
    for _time in range(times):
        started = time.perf_counter()
        read()
        measured.append((time.perf_counter() - started) * 1000)
    return statistics.median(measured)


if __name__ == "__main__":
    main()
