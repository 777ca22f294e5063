"""axe on each kind of page, in both colour schemes: no violation of WCAG 2.2 A and AA."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import NAMES
from tests.plugins.node_packages import install

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds, in French: rule, help and the first nodes."""
    folder = install() / "axe-core"
    page.add_script_tag(path=folder / "axe.min.js")
    locale = json.loads((folder / "locales" / "fr.json").read_text())
    result: dict[str, Any] = page.evaluate(
        """async ({locale, tags}) => {
            axe.configure({locale});
            return await axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
        }""",
        {"locale": locale, "tags": TAGS},
    )
    return [
        f"{v['id']}: {v['help']} — {[node['target'] for node in v['nodes'][:3]]}"
        for v in result["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", NAMES)
def test_no_violation(
    open_page: Callable[..., Page], address: Callable[[str], str], kind: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, bypass_csp=True)
    page.goto(address(kind))
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["home", "job", "search", "agenda"])
def test_no_violation_on_a_phone_with_the_menu_open(
    open_page: Callable[..., Page], address: Callable[[str], str], kind: str
) -> None:
    page = open_page(width=320, bypass_csp=True, has_touch=True)
    page.goto(address(kind))
    page.locator("header details > summary").first.click()
    assert violations(page) == []
