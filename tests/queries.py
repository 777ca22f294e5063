"""What a page costs the database, above what an empty page of the same depth costs in the same test.

Usage: `assert_queries_above_baseline(client, page, at_most=12)`, `assert_flat(client, url, add_more)`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.models import PageLibre

SITE_ROOT_DEPTH = 2
LITERAL = re.compile(r"'(?:[^']|'')*'|\b\d+\b")


def queries_of(client: Client, url: str, *, warm: bool = False) -> list[str]:
    """SQL of a page for a reader who comes first: caches are empty, what a process learns once is warm.

    `warm`: a page of the same kind was asked just before, so the process has learnt all it learns.
    """
    if not warm:
        client.get(url)  # content types, compiled templates
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def baseline(client: Client, page: Page) -> int:
    """Queries of a published page that tells nothing, in the same language and at the same depth."""
    blank = PageLibre(title=f"Page vide de profondeur {page.depth}", locale=page.locale)
    page.get_parent().add_child(instance=blank)
    if page.depth > SITE_ROOT_DEPTH:
        return len(queries_of(client, blank.url))
    # A home page has no place beside it: the empty one takes its place for a moment.
    url = page.url
    with transaction.atomic():
        Site.objects.update(root_page=blank)
        cost = len(queries_of(client, url))
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
    return cost


def assert_queries_above_baseline(client: Client, page: Page, *, at_most: int, path: str = "") -> None:
    """`path` is added to the page's address: a query string or a route of the page."""
    empty = baseline(client, page)
    found = queries_of(client, page.url + path)
    above = len(found) - empty
    assert above <= at_most, f"{page.url}{path}: {above} queries above {empty}\n{repeated(found)}"


def assert_each_above_baseline(client: Client, pages: Iterable[Page], *, at_most: int) -> None:
    """The same for pages of one kind and language, with one empty page under each parent."""
    empties: dict[int, int] = {}
    for page in pages:
        parent = page.get_parent().pk
        warm = bool(empties)
        if parent not in empties:
            empties[parent] = baseline(client, page)
        found = queries_of(client, page.url, warm=warm)
        above = len(found) - empties[parent]
        assert above <= at_most, f"{page.url}: {above} queries above {empties[parent]}\n{repeated(found)}"


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
