"""Pictures of every kind of page for people to look at, in `.local/shots/`:

`./test tests/browser/shots.py` (never run with the other tests).
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import NAMES
from tests.plugins.run import ROOT

FOLDER = ROOT / ".local" / "shots"


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_shoot(
    open_page: Callable[..., Page], address: Callable[[str], str], kind: str, scheme: str, width: int
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    page.goto(address(kind), wait_until="networkidle")
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{kind}-{width}-{scheme}.png", full_page=True)
