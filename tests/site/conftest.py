"""The crawl is shared by all tests of this folder: `xdist_group` keeps them on one worker."""

from pathlib import Path

import pytest

from tests.site.crawl import Crawl

HERE = Path(__file__).parent
_crawls: list[Crawl] = []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("site"))


@pytest.fixture
def crawl(db: None) -> Crawl:
    """Answers of the whole seeded site; asked once, since no test of this folder leaves a trace."""
    if not _crawls:
        _crawls.append(Crawl().run())
    return _crawls[0]
