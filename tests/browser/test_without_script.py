"""Everything a reader does, they can do without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
Address = Callable[[str], str]


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(java_script_enabled=False)


def test_search_from_the_home_page(page: Page, address: Address) -> None:
    page.goto(address("home"))
    page.get_by_role("search").get_by_role("searchbox").first.fill("éolien")
    page.get_by_role("search").get_by_role("button").first.click()
    assert "/fr/recherche/?q=" in page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text("éolien")
    page.locator("main ol, main ul").locator("h2 a, h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_menu_leads_to_each_room(page: Page, address: Address) -> None:
    page.goto(address("home"))
    links = page.locator("header nav a")
    targets = [link.get_attribute("href") or "" for link in links.all()]
    assert len(targets) >= 5
    for target in targets:
        response = page.goto(address("home").replace("/fr/", target, 1))
        assert response is not None
        assert response.status == 200, target


def test_the_menu_of_a_phone_opens(open_page: OpenPage, address: Address) -> None:
    page = open_page(width=390, java_script_enabled=False)
    page.goto(address("home"))
    link = page.locator("header nav a").first
    expect(link).not_to_be_visible()
    page.locator("header details.menu > summary").click()
    expect(link).to_be_visible()
    link.click()
    assert "/fr/" in page.url


@pytest.mark.parametrize("kind", ["jobs", "trainings", "people", "agenda", "search"])
def test_a_filter_is_an_address(page: Page, address: Address, kind: str) -> None:
    page.goto(address(kind))
    form = page.locator("main details form").first
    form.locator("input[type=checkbox]:not([disabled])").first.check()
    form.get_by_role("button").last.click()
    assert "?" in page.url
    remove = page.locator("main").get_by_role("link", name="Retirer")
    expect(remove.first).to_be_visible()
    remove.first.click()
    expect(page.locator("main input[type=checkbox]:checked")).to_have_count(0)


def test_the_other_language(page: Page, address: Address) -> None:
    page.goto(address("home"))
    page.locator("header details.langue > summary").click()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_simplified_version(page: Page, address: Address) -> None:
    page.goto(address("job-simple").replace("simplifie/", ""))
    page.locator("a[href$='/simplifie/']").first.evaluate(
        "e => e.closest('details')?.setAttribute('open', '')"
    )
    page.locator("a[href$='/simplifie/']").first.click()
    assert page.url.endswith("/simplifie/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
