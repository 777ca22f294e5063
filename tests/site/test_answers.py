"""Every address of the seeded site answers, and says nothing of the reader."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page

from tests.architecture.registered import our_pages
from tests.site.crawl import MAX_ADDRESSES, Crawl, listed

pytestmark = [pytest.mark.seeded, pytest.mark.integration]


def test_the_seed_has_every_page_type_and_both_languages(crawl: Crawl) -> None:
    live = Page.objects.live()
    absent = [
        p.__name__ for p in our_pages() if not live.filter(content_type=ContentType.objects.get_for_model(p))
    ]
    assert absent == []
    assert {locale.language_code for locale in Locale.objects.all()} == {"fr", "en"}


def test_no_address_fails(crawl: Crawl) -> None:
    faults: dict[str, list[str]] = {}
    for answer in crawl.answers.values():
        if answer.fault:
            faults.setdefault(answer.fault[:400], []).append(answer.url)
    assert not faults, listed(f"{len(urls)} × {fault} — {urls[:3]}" for fault, urls in faults.items())
    assert len(crawl.answers) < MAX_ADDRESSES, "the crawl met its limit: an endless calendar or facet?"


def test_every_live_page_answers_200(crawl: Crawl) -> None:
    wrong = {}
    for page in Page.objects.live().filter(depth__gt=1):
        answer = crawl.answers.get(page.url or "")
        if answer is None or answer.status != 200:
            wrong[f"{page.pk} {page.url}"] = answer and answer.status
    assert not wrong, listed(wrong.items())


def test_every_address_of_the_sitemap_answers_200(crawl: Crawl) -> None:
    sitemap = crawl.answers["/sitemap.xml"]
    assert sitemap.body.count(b"<loc>") >= len(Page.objects.live().filter(depth__gt=1))
    wrong = [
        f"{a.status} {a.url}" for a in crawl.answers.values() if a.found_on == sitemap.url and a.status != 200
    ]
    assert not wrong, listed(wrong)


def test_no_link_is_broken(crawl: Crawl) -> None:
    broken = [f"{a.status} {a.url} on {a.found_on}" for a in crawl.answers.values() if a.status >= 400]
    assert not broken, listed(broken)


def test_no_anchor_is_broken(crawl: Crawl) -> None:
    broken = set()
    for page in crawl.pages():
        for link in page.links():
            url, _, anchor = link.partition("#")
            target = crawl.answers.get(url)
            if anchor and target is not None and target.is_html and anchor not in target.ids:
                broken.add(f"{link} on {page.url}")
    assert not broken, listed(sorted(broken))


def test_redirections_are_few(crawl: Crawl) -> None:
    """A link of ours points at the final address: only the root and pages without translation redirect."""
    moved = [a for a in crawl.answers.values() if 300 <= a.status < 400 and a.url != "/"]
    assert [
        f"{a.url} -> {a.headers['Location']} on {a.found_on}" for a in moved if a.url.startswith("/fr/")
    ] == []


def test_the_root_goes_to_french_for_everybody(crawl: Crawl) -> None:
    root = crawl.answers["/"]
    assert (root.status, root.headers["Location"]) == (302, "/fr/")
    assert "Accept-Language" not in root.headers.get("Vary", "")


def test_an_address_without_translation_goes_to_the_french_page(crawl: Crawl) -> None:
    french = Page.objects.live().filter(locale__language_code="fr", depth__gt=2)
    alone = [page for page in french if not page.get_translations().live().exists()]
    assert alone, "the seed must leave some pages in French only"
    for page in alone[:5]:
        answer = crawl.get(page.url.replace("/fr/", "/en/", 1))
        assert (answer.status, answer.headers.get("Location")) == (302, page.url)


def test_every_page_has_the_strict_policy(crawl: Crawl) -> None:
    for page in crawl.pages():
        policy = page.headers.get("Content-Security-Policy", "")
        assert "script-src 'self'" in policy, page.url
        assert "style-src 'self'" in policy, page.url
        assert "unsafe" not in policy, page.url
        assert page.headers.get("Content-Language") in {"fr", "en"}, page.url
        assert "Accept-Language" not in page.headers.get("Vary", ""), page.url


@pytest.mark.parametrize(
    "url", ["/fr/nulle-part/", "/en/nowhere/", "/nulle-part/", "/fr/metiers/nulle-part/"]
)
def test_what_does_not_exist_says_so(crawl: Crawl, url: str) -> None:
    answer = crawl.get(url)
    assert (answer.fault, answer.status) == ("", 404)
    assert len(answer.document.xpath("//h1")) == 1
    assert answer.document.xpath("//form[@action]//input[@name='q']"), "a lost reader can search"


def test_the_page_tree_is_sound(crawl: Crawl) -> None:
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]
