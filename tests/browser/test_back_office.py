"""A writer edits and submits, another person approves, the page is on the site and found by search within 2 s.

The accounts are those of `manage.py demo_accounts`; the worker is the one that `./run` starts.
"""

import re
import time
from collections.abc import Callable
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import SiteServer

FOUND_WITHIN = 2.0
WORD = "grenouillère"


@pytest.fixture(scope="module")
def worker(site_server: SiteServer) -> SiteServer:
    """The real background worker, beside the site."""
    site_server.start("tests.plugins.clock", "worker")
    return site_server


@pytest.fixture
def person(chromium: Browser, worker: SiteServer) -> Callable[[str], Page]:
    """`person("redaction")` is a page of a browser where the demo account of that role is logged in."""
    accounts = worker.accounts()

    def of(role: str) -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto(f"{worker.url}/admin/login/")
        page.locator("input[name=username]").fill(accounts[role]["login"])
        page.locator("input[name=password]").fill(accounts[role]["password"])
        page.locator("button[type=submit], .button[type=submit]").first.click()
        page.wait_for_url(re.compile(r"/admin/(?!login)"))
        return page

    return of


def identifier(site: SiteServer) -> int:
    """Key of the first job of the seed, in French."""
    script = (
        "from metiers.models import MetierPage;"
        "print('pk', MetierPage.objects.live().filter(locale__language_code='fr').order_by('pk').first().pk)"
    )
    return int(re.findall(r"pk (\d+)", site.django("shell", "--no-imports", "-c", script))[-1])


def menu(page: Page, action: str) -> None:
    """An action of the footer's menu: the first one is shown, the others unfold."""
    button = page.locator(f"footer [name='{action}'], footer [data-workflow-action-name='{action}']").first
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    button.click()


def test_from_the_writer_to_the_reader(person: Callable[[str], Page], worker: SiteServer) -> None:
    key = identifier(worker)
    edit = f"{worker.url}/admin/pages/{key}/edit/"

    writer = person("redaction")
    writer.goto(edit)
    title = writer.locator("[name=title]")
    title.fill(f"{title.input_value()} {WORD}")
    menu(writer, "action-submit")
    expect(writer.locator(".messages .success")).to_be_visible()
    assert found(worker) == []

    # Who wrote cannot approve.
    writer.goto(edit)
    expect(writer.locator("[data-workflow-action-name='approve']")).to_have_count(0)

    reader = person("responsable")
    reader.goto(edit)
    menu(reader, "approve")
    confirm = reader.locator(".modal form button[type=submit], [role=dialog] form button[type=submit]")
    if confirm.count():
        confirm.first.click()
    expect(reader.locator(".messages .success")).to_be_visible()

    approved = time.monotonic()
    while not found(worker):
        assert time.monotonic() - approved < FOUND_WITHIN, "published, and not found by search"
        time.sleep(0.05)
    public = found(worker)[0]
    with urlopen(worker.url + public, timeout=10) as answer:
        assert WORD in answer.read().decode()

    assert failed_tasks(worker) == "[]"


def failed_tasks(site: SiteServer) -> str:
    script = (
        "from django_tasks_db.models import DBTaskResult;"
        "print([t.traceback[-300:] for t in DBTaskResult.objects.filter(status='FAILED')])"
    )
    return site.django("shell", "--no-imports", "-c", script).strip()


def found(site: SiteServer) -> list[str]:
    """Addresses that the public search gives for a word that stands on no other page."""
    with urlopen(f"{site.url}/fr/recherche/?q={quote(WORD)}", timeout=10) as answer:
        html = answer.read().decode()
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    return re.findall(r'href="(/fr/metiers/[\w-]+/)"', main)
