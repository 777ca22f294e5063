"""What search engines and screen readers are told first."""

import itertools
from collections import Counter

import pytest
from wagtail.models import Page

from tests.site.crawl import Answer, Crawl, listed

pytestmark = [pytest.mark.seeded, pytest.mark.integration]


def one(page: Answer, xpath: str) -> str:
    """The only value of an expression, stripped; empty when there is none or several."""
    values = page.document.xpath(xpath)
    return str(values[0]).strip() if len(values) == 1 else ""


def plain(crawl: Crawl) -> list[Answer]:
    """Pages that search engines keep: no query string, no « noindex »."""
    pages = [page for page in crawl.pages() if "?" not in page.url and page.path.startswith(("/fr/", "/en/"))]
    return [page for page in pages if "noindex" not in one(page, "//head/meta[@name='robots']/@content")]


def test_one_title_of_first_level(crawl: Crawl) -> None:
    counts = {page.url: len(page.document.xpath("//h1")) for page in crawl.pages()}
    wrong = {url: count for url, count in counts.items() if count != 1}
    assert not wrong, listed(wrong.items())


def test_titles_do_not_skip_a_level(crawl: Crawl) -> None:
    wrong = {}
    for page in crawl.pages():
        levels = [int(tag.tag[1]) for tag in page.document.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        jumps = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
        if jumps:
            wrong[page.url] = jumps
    assert not wrong, listed(wrong.items())


def test_the_language_is_the_one_of_the_address(crawl: Crawl) -> None:
    wrong = {p.url: one(p, "/html/@lang") for p in plain(crawl) if one(p, "/html/@lang") != p.path[1:3]}
    assert not wrong, listed(wrong.items())


def test_every_page_has_a_title_and_a_description(crawl: Crawl) -> None:
    assert [p.url for p in plain(crawl) if not one(p, "//head/title/text()")] == []
    descriptions = {p.url: one(p, "//head/meta[@name='description']/@content") for p in plain(crawl)}
    wrong = [f"{url}: {text!r}" for url, text in descriptions.items() if not 20 <= len(text) <= 320]
    assert not wrong, listed(wrong)


def test_no_two_pages_have_the_same_title(crawl: Crawl) -> None:
    titles = Counter((p.path[:4], one(p, "//head/title/text()")) for p in plain(crawl))
    doubles = [title for title, count in titles.items() if count > 1]
    assert not doubles, listed(doubles)


def test_the_canonical_address_is_the_page_itself(crawl: Crawl) -> None:
    wrong = {}
    for page in plain(crawl):
        canonical = one(page, "//head/link[@rel='canonical']/@href")
        if not canonical.startswith("http") or not canonical.endswith(page.path):
            wrong[page.url] = canonical
    assert not wrong, listed(wrong.items())


def test_the_languages_of_a_page_point_at_one_another(crawl: Crawl) -> None:
    for page in Page.objects.live().filter(depth__gt=1):
        languages = {
            page.locale.language_code,
            *(t.locale.language_code for t in page.get_translations().live()),
        }
        named = crawl.answers[page.url].document.xpath("//head/link[@rel='alternate'][@hreflang]/@hreflang")
        if len(languages) > 1:
            assert languages <= set(named), page.url


def test_sharing_has_what_it_needs(crawl: Crawl) -> None:
    names = ("og:title", "og:type", "og:url", "og:description", "og:locale")
    absent = [
        f"{name} on {page.url}"
        for page in plain(crawl)
        for name in names
        if not one(page, f"//head/meta[@property='{name}']/@content")
    ]
    assert not absent, listed(absent)


def test_landmarks_and_skip_links(crawl: Crawl) -> None:
    for page in crawl.pages():
        document = page.document
        assert len(document.xpath("//main")) == 1, page.url
        assert document.xpath("//header"), page.url
        assert document.xpath("//footer"), page.url
        first = document.xpath("(//body//a)[1]/@href")
        assert first, page.url
        assert first[0].startswith("#"), page.url


def test_identifiers_are_unique(crawl: Crawl) -> None:
    doubles = {p.url: [i for i, n in Counter(p.ids).items() if n > 1] for p in crawl.pages()}
    wrong = {url: ids for url, ids in doubles.items() if ids}
    assert not wrong, listed(wrong.items())


def test_pictures_and_fields_have_words(crawl: Crawl) -> None:
    for page in crawl.pages():
        document = page.document
        assert not document.xpath("//img[not(@alt)]"), page.url
        for control in document.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            labelled = (
                control.xpath("ancestor::label")
                or control.get("aria-label")
                or control.get("aria-labelledby")
            )
            assert labelled or document.xpath("//label[@for=$id]", id=control.get("id", "")), page.url
