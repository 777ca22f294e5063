"""A Chromium, and a reader whose every visit must stay on the site, without error and without cookie.

Playwright's synchronous API runs an event loop, under which Django refuses its database: no fixture here outlives its
module, and no browser test touches the ORM. What a test prepares, it prepares by commands (`site_server.django`).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import addresses
from tests.browser.server import SiteServer, serve

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site_server(search_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    with serve(tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.fixture(scope="session")
def address(site_server: SiteServer) -> Callable[[str], str]:
    """Full address of a kind of page."""
    found = addresses.read(site_server.url)

    def of(kind: str) -> str:
        assert kind in found, f"the seeded site shows no « {kind} » in its sitemap"
        return site_server.url + found[kind]

    return of


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """`CHROMIUM_PATH`, a system Chromium, else Playwright's own."""
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@dataclass
class Visits:
    """What a browser did besides showing pages."""

    home: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", lambda request: self._request(request.url))

    def _console(self, message: Any) -> None:
        # Chromium reports the page's own status as an error: tests that visit a 404 know it.
        if message.type in {"error", "warning"} and "status of 404" not in message.text:
            self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:")):
            self.faults.append(f"request to elsewhere: {url}")


@pytest.fixture
def open_page(chromium: Browser, site_server: SiteServer) -> Iterator[Callable[..., Page]]:
    """`open_page(width=320, color_scheme="dark")` gives a page; what it did wrong fails the test at its end."""
    contexts: list[BrowserContext] = []
    visits = Visits(site_server.url)

    def of(width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="fr-FR", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        visits.watch(page)
        return page

    yield of
    cookies = [cookie["name"] for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert visits.faults == []
    assert cookies == []
