"""Every kind of page at the widths of phones, tablets and desks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import NAMES

WIDTHS = (320, 390, 768, 1280)

OVERFLOWING = """() => [...document.querySelectorAll("body *")]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", NAMES)
def test_nothing_scrolls_sideways(
    open_page: Callable[..., Page], address: Callable[[str], str], kind: str
) -> None:
    page = open_page(width=WIDTHS[0])
    page.goto(address(kind))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        assert wide <= width, f"{wide} px at {width}: {page.evaluate(OVERFLOWING)}"


@pytest.mark.parametrize("kind", ["home", "job", "training", "search", "agenda"])
def test_text_twice_as_large_stays_readable(
    open_page: Callable[..., Page], address: Callable[[str], str], kind: str
) -> None:
    """WCAG 1.4.4: 200 % at 1280 px is a page 640 px wide."""
    page = open_page(width=640, device_scale_factor=2)
    page.goto(address(kind))
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 640
