"""The crawl is shared by all tests of this folder, which stay on one worker (tests/plugins/run.py)."""

import pytest

from tests.site.crawl import Crawl

_crawls: list[Crawl] = []


@pytest.fixture
def crawl(db: None) -> Crawl:
    """Answers of the whole seeded site; asked once, since no test of this folder leaves a trace."""
    if not _crawls:
        _crawls.append(Crawl().run())
    return _crawls[0]
