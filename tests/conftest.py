"""What every test runs under; each plugin says its rule."""

import pytest
from django.core.cache import caches

# Named here and not by `-p`: loaded after pytest-django, whose fixtures some of them replace.
pytest_plugins = [
    "tests.plugins.clock",
    "tests.plugins.databases",
    "tests.plugins.strict_templates",
    "tests.plugins.strict_client",
]


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Nothing that another test cached: root paths of sites, fragments, counts."""
    for cache in caches.all():
        cache.clear()
