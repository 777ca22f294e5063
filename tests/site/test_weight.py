"""Pages stay light: for a phone at the back of a bus. Styles, scripts and the total are weighed in a browser."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from tests.site.crawl import Crawl, listed

pytestmark = [pytest.mark.seeded, pytest.mark.integration]

MAX_HTML = 14_000
MAX_NODES, MAX_NODES_OF_A_TELLING_PAGE = 900, 370
TELLING = ("homepage", "metierpage", "formationpage")


def test_html_on_the_wire(crawl: Crawl) -> None:
    heavy = [f"{page.gzipped} B {page.url}" for page in crawl.pages() if page.gzipped > MAX_HTML]
    assert not heavy, listed(heavy)


def test_number_of_nodes(crawl: Crawl) -> None:
    kinds = ContentType.objects.filter(model__in=TELLING)
    telling = {page.url for page in Page.objects.live().filter(content_type__in=kinds)}
    counts = {page.url: len(page.document.xpath("//*")) for page in crawl.pages()}
    limits = {url: MAX_NODES_OF_A_TELLING_PAGE if url in telling else MAX_NODES for url in counts}
    heavy = [f"{count} nodes {url}" for url, count in counts.items() if count > limits[url]]
    assert not heavy, listed(heavy)
