"""The search box wherever it stands, with the keyboard and a screen reader in mind; the filters of a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]
Address = Callable[[str], str]

#: A `select` is a combobox too: the agenda has one.
BOX = "input[role=combobox]"


def reach_box(page: Page) -> None:
    """By the keyboard; the panel of the header is opened where it holds it."""
    summary = page.locator("details.loupe > summary")
    if summary.count():
        summary.focus()
        page.keyboard.press("Enter")
        expect(page.locator(BOX)).to_be_focused()


def typed(page: Page, words: str) -> tuple[Locator, Locator]:
    """The field with these words in it, and the open list of suggestions."""
    reach_box(page)
    field = page.locator(BOX)
    expect(field).to_have_count(1)
    field.focus()
    field.fill("")
    page.keyboard.type(words, delay=20)
    popup = page.locator(f"#{field.get_attribute('aria-controls')}")
    expect(popup).to_be_visible()
    return field, popup


@pytest.mark.parametrize("kind", ["home", "search", "job", "agenda"])
def test_the_box_is_a_combobox_everywhere(open_page: OpenPage, address: Address, kind: str) -> None:
    page = open_page()
    page.goto(address(kind))
    field, popup = typed(page, "techni")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(popup).to_have_attribute("role", "listbox")
    options = popup.get_by_role("option")
    count = options.count()
    assert count > 1
    expect(popup.locator("mark").first).to_have_text(re.compile("techni", re.IGNORECASE))
    expect(popup.get_by_role("group").first).to_have_accessible_name(re.compile(r"\w"))
    expect(page.locator("form[role=search] [role=status]")).to_contain_text(f"{count} suggestions")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    target = options.first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_the_keys_of_the_pattern(open_page: OpenPage, address: Address) -> None:
    page = open_page()
    page.goto(address("home"))
    field, popup = typed(page, "techni")
    options = popup.get_by_role("option")

    def active() -> str | None:
        return field.get_attribute("aria-activedescendant")

    page.keyboard.press("ArrowDown")
    assert active() == options.first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert active() is None, "above the first one the reader is back in the field"
    page.keyboard.press("ArrowUp")
    assert active() == options.last.get_attribute("id")
    for key in ("Home", "End"):
        page.keyboard.press("ArrowUp")
        page.keyboard.press(key)
        assert active() is None, f"{key} is for the text"
    page.keyboard.press("Escape")
    expect(popup).not_to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("techni")
    page.keyboard.press("Alt+ArrowDown")
    expect(popup).to_be_visible()
    assert active() is None


def test_nothing_chosen_sends_the_words(open_page: OpenPage, address: Address) -> None:
    page = open_page()
    page.goto(address("job"))
    reach_box(page)
    page.keyboard.type("soudeur")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/recherche/?q=soudeur")


def test_the_panel_of_the_header_closes(open_page: OpenPage, address: Address) -> None:
    page = open_page(width=390)
    page.goto(address("job"))
    reach_box(page)
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).not_to_be_visible()
    expect(page.locator("details.loupe > summary")).to_be_focused()


def test_the_header_searches_without_script(open_page: OpenPage, address: Address) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(address("job"))
    page.locator("details.loupe > summary").click()
    page.get_by_role("searchbox").fill("soudeur")
    page.get_by_role("search").get_by_role("button").click()
    assert page.url.endswith("/fr/recherche/?q=soudeur")
    expect(page.get_by_role("heading", level=1)).to_contain_text("soudeur")


@pytest.mark.parametrize("width", [320, 390])
def test_filters_on_a_phone(open_page: OpenPage, address: Address, width: int) -> None:
    page = open_page(width=width, height=740)
    page.goto(address("search").replace("q=eolien", "q=technicien"))
    panel = page.locator("details.filtres")
    expect(panel.locator("form")).not_to_be_visible()
    before = page.get_by_role("heading", level=1).inner_text()
    panel.locator("> summary").click()
    for fold in panel.locator("details.facette > summary").all():
        fold.click()
    boxes = panel.locator("input[type=checkbox]:not([disabled])")
    assert boxes.count() > 10
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes.first.check()
    panel.get_by_role("button").click()
    page.wait_for_url("**&*=*")
    assert page.get_by_role("heading", level=1).inner_text() != before
    expect(page.locator("details.filtres > summary")).to_contain_text("1")
    page.locator(".actifs a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)


def test_the_widest_facet_on_a_phone(open_page: OpenPage, address: Address) -> None:
    """All its choices at an address of their own; the choice made leads back to the results."""
    page = open_page(width=320)
    page.goto(address("search").replace("?q=eolien", ""))
    page.locator("details.filtres > summary").click()
    page.locator("details.facette", has_text="Bassin").locator("summary").click()
    page.locator("a.suite[href*='filtre/bassin/']").click()
    boxes = page.locator("form.filtre-page input[type=checkbox]")
    assert boxes.count() > 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("form.filtre-page input[type=checkbox]:not([disabled])").last.check()
    page.locator("form.filtre-page button").click()
    page.wait_for_url("**/fr/recherche/?bassin=*")
    expect(page.locator(".actifs a").first).to_be_visible()
