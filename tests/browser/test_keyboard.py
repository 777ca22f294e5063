"""The keyboard alone: skip links, menu, filters, suggestions; the focus is always seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
Address = Callable[[str], str]

FOCUS = "document.activeElement"
OUTLINE = f"""() => {{
    const drawn = s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
    const seen = e => ["", "::before", "::after"].some(part => drawn(getComputedStyle(e, part || null)));
    let e = {FOCUS};
    if (e.type === "date") return true;  // the browser marks its own parts: day, month, year, calendar
    for (let up = 0; e && up < 4; up++, e = e.parentElement) if (seen(e)) return true;
    return false;
}}"""


def test_skip_links_come_first_and_work(open_page: OpenPage, address: Address) -> None:
    page = open_page()
    page.goto(address("job"))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_visible()
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["height"] >= 24
    target = skip.get_attribute("href") or ""
    page.keyboard.press("Enter")
    assert page.evaluate(
        f"document.querySelector('{target}').contains({FOCUS}) || location.hash === '{target}'"
    )
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('{target}').contains({FOCUS})")


@pytest.mark.parametrize("kind", ["home", "job", "search", "agenda", "training"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_always_seen(open_page: OpenPage, address: Address, kind: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(address(kind))
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUS} === document.body"):
            break
        if not page.evaluate(OUTLINE):
            unseen.append(page.evaluate(f"{FOCUS}.outerHTML.slice(0, 100)"))
    assert unseen == []


def test_the_menu_of_a_phone(open_page: OpenPage, address: Address) -> None:
    page = open_page(width=390)
    page.goto(address("home"))
    summary = page.locator("header details.menu > summary")
    summary.focus()
    page.keyboard.press("Enter")
    link = page.locator("header details.menu nav a").first
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/*/")


def test_filters(open_page: OpenPage, address: Address) -> None:
    page = open_page()
    page.goto(address("search"))
    box = page.locator("main details form input[type=checkbox]:not([disabled])").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**?*=*&*")
    expect(page.locator("main input[type=checkbox]:checked").first).to_be_visible()


def test_suggestions(open_page: OpenPage, address: Address) -> None:
    page = open_page()
    page.goto(address("home"))
    field = page.get_by_role("combobox").first
    field.focus()
    page.keyboard.type("tech", delay=30)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    assert chosen
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options.first).not_to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != address("home"))
