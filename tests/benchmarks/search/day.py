"""A scripted day of searches through the real site and its journal middleware, then the count, then the board.

    manage.py migrate && manage.py seed_demo && manage.py search_index rebuild
    python -m tests.benchmarks.search.day [--searches 2000] [--days 1]

Visits follow the hours of a school day; some people click, rephrase, filter, type their name. It adds to the counts of
the database of `DATABASE_URL`: use a database of your own.
"""

import argparse
import tempfile
from pathlib import Path

import django
from django.conf import settings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--searches", type=int, default=2000)
    parser.add_argument("--days", type=int, default=1)
    options = parser.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    settings.SEARCH_JOURNAL = str(Path(tempfile.mkdtemp(prefix="proch-journal-")) / "search.log")
    settings.SEARCH_JOURNAL_WRITES, settings.DEBUG = True, False
    django.setup()
    from tests.benchmarks.search import visitors  # noqa: PLC0415 - models need django.setup()

    visitors.run(options.searches, options.days)


if __name__ == "__main__":
    main()
