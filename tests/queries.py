"""What a page costs the database, above what an empty page of the same depth costs in the same test.

Usage: `assert_queries_above_baseline(client, page, at_most=12)`, `assert_flat(client, url, add_more)`.
"""

import re
from collections import Counter
from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from home.models import PageLibre

LITERAL = re.compile(r"'(?:[^']|'')*'|\b\d+\b")


def queries_of(client: Client, url: str) -> list[str]:
    """SQL of a page for a reader who comes first: caches are empty, what a process learns once is warm."""
    client.get(url)  # content types, compiled templates
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def empty_page_beside(page: Page) -> Page:
    """A published page that tells nothing, in the same language and at the same depth, under pages like it."""
    parent = page.get_parent()
    ContentType.objects.get_for_model(PageLibre)
    blank = PageLibre(title=f"Page vide de profondeur {page.depth}", locale=page.locale)
    return parent.add_child(instance=blank)


def assert_queries_above_baseline(client: Client, page: Page, *, at_most: int, path: str = "") -> None:
    """`path` is added to the page's address: a query string or a route of the page."""
    baseline = len(queries_of(client, empty_page_beside(page).url))
    found = queries_of(client, page.url + path)
    above = len(found) - baseline
    assert above <= at_most, f"{page.url}{path}: {above} queries above {baseline}\n{repeated(found)}"


def assert_flat(client: Client, url: str, add_more: Callable[[], object]) -> None:
    """The page costs the same once `add_more` has brought its items from a few to many."""
    few = queries_of(client, url)
    add_more()
    many = queries_of(client, url)
    assert len(many) <= len(few), f"{url}: {len(few)} queries, then {len(many)}\n{repeated(many)}"


def repeated(queries: list[str]) -> str:
    """The queries by shape, the most repeated first."""
    shapes = Counter(LITERAL.sub("?", sql)[:400] for sql in queries)
    return "\n".join(f"{count} × {shape}" for shape, count in shapes.most_common())
