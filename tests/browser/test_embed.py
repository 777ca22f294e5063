"""The dates in the page of a school: another origin, its own look and policy, a real browser."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import SiteServer

#: What a host page does to everything in it.
HOST_LOOK = "* { color: red !important; font-size: 40px } div { --fond: lime } a { display: none }"


class Host(BaseHTTPRequestHandler):
    """Answers the page that the test wrote, under the policy it gave."""

    pages: dict[str, tuple[str, str]]

    def __init__(self, pages: dict[str, tuple[str, str]], *args: Any) -> None:
        self.pages = pages
        super().__init__(*args)

    def do_GET(self) -> None:
        body, policy = self.pages.get(self.path, ("", ""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_args: Any) -> None:
        pass


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, site_server: SiteServer) -> Iterator[Visit]:
    """`visit(body, policy="", width=1000)` gives the page of a school at another origin; SITE stands for ours."""
    pages: dict[str, tuple[str, str]] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, pages))
    Thread(target=server.serve_forever, daemon=True).start()
    contexts = []

    def of(body: str, policy: str = "", width: int = 1000, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        html = f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>École</title><body>{body}'
        pages["/"] = html.replace("SITE", site_server.url), policy.replace("SITE", site_server.url)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="networkidle")
        return page

    yield of
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    server.shutdown()
    server.server_close()
    assert cookies == []


FRAME = '<iframe src="SITE/embed/v1/agenda/?n=3" title="Prochaines dates" width="100%" height="600"></iframe>'
SCRIPT = '<script src="SITE/embed/v1.js" async></script>'
DIV = '<div data-proch-orientation data-n="2"><a href="SITE/fr/agenda/">Nos dates</a></div>'


def height_told(page: Page, index: int = 0) -> int:
    """The frame takes the height of its dates: its attribute leaves the 600 written in the code."""
    script = "i => document.querySelectorAll('iframe')[i].height !== '600'"
    page.wait_for_function(script, arg=index)
    return int(page.locator("iframe").nth(index).get_attribute("height") or 0)


def overflows(page: Page) -> bool:
    frame = page.frames[1]
    return bool(frame.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("width", [240, 640, 1200])
def test_a_frame_tells_its_height_and_never_overflows(visit: Visit, width: int) -> None:
    page = visit(f'<div style="width:{width}px">{FRAME}</div>{SCRIPT}', width=1300)
    tall = height_told(page)
    assert 150 < tall < 900
    assert not overflows(page)
    assert page.frames[1].locator("li").count() == 3
    # Two requests, no font, nothing from elsewhere.
    names = page.frames[1].evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert len(names) == 1
    assert names[0].endswith(".js")


def test_without_script_the_frame_keeps_its_height_and_its_look(visit: Visit) -> None:
    page = visit(FRAME, java_script_enabled=False)
    frame = page.frame_locator("iframe")
    assert frame.locator("li").count() == 3
    assert page.locator("iframe").get_attribute("height") == "600"
    requested = page.frames[1].content()
    assert '<link rel="stylesheet"' in requested


@pytest.mark.parametrize("sandbox", ["allow-scripts", ""])
def test_a_sandbox_of_opaque_origin(visit: Visit, sandbox: str) -> None:
    page = visit(FRAME.replace("<iframe", f'<iframe sandbox="{sandbox}"') + SCRIPT)
    assert page.frame_locator("iframe").locator("li").count() == 3
    if sandbox:
        assert height_told(page) > 150
    assert not overflows(page) if sandbox else True


def test_wordpress_is_given_height_and_links_with_its_secret(visit: Visit) -> None:
    listener = "<script>window.said=[]; addEventListener('message', e => said.push(e.data))</script>"
    code = FRAME.replace("<iframe", '<iframe sandbox="allow-scripts"').replace("?n=3", "?n=3#?secret=abc123")
    page = visit(listener + code)
    page.wait_for_function("said.some(m => m.message === 'height' && m.secret === 'abc123')")
    page.frame_locator("iframe").locator("h2 a").first.click()
    page.wait_for_function("said.some(m => m.message === 'link' && m.value.includes('/fr/agenda/'))")


def test_a_strict_policy_of_the_host(visit: Visit) -> None:
    policy = "default-src 'none'; script-src SITE; frame-src SITE; connect-src SITE; style-src 'self'"
    page = visit(FRAME + DIV + SCRIPT, policy)
    assert height_told(page) > 150
    page.wait_for_selector("[data-proch-orientation] li")
    ground = page.locator("[data-proch-orientation] time").first.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert ground == "rgb(22, 26, 58)"


def test_refused_scripts_leave_the_link(visit: Visit) -> None:
    page = visit(DIV + SCRIPT, "script-src 'none'")
    assert page.locator("[data-proch-orientation] a").is_visible()
    blocked = visit(DIV + SCRIPT, "script-src SITE; connect-src 'none'")
    assert blocked.locator("[data-proch-orientation] > a").is_visible()


def test_nothing_of_the_host_enters_and_nothing_of_ours_leaves(visit: Visit) -> None:
    own = '<h2 id="own">École</h2>'
    name = "proch-orientation-agenda"
    tag = f'<{name} n="1" theme="sombre" accent="vert"><a href="#">Dates</a></{name}>'
    page = visit(f"<style>{HOST_LOOK}</style>{own}{DIV}{tag}{SCRIPT}")
    page.wait_for_selector("[data-proch-orientation] li")
    page.wait_for_selector("proch-orientation-agenda li")
    seen = page.evaluate(
        """() => { const root = document.querySelector('[data-proch-orientation]').shadowRoot,
             link = root.querySelector('h2 a'), own = document.querySelector('#own');
           return { colour: getComputedStyle(link).color, size: getComputedStyle(root.querySelector('.faits')).fontSize,
             shown: getComputedStyle(link).display, scripts: root.querySelectorAll('script, style, link').length,
             ground: getComputedStyle(root.querySelector('.po')).backgroundColor,
             href: link.href, own: getComputedStyle(own).color, sheets: document.adoptedStyleSheets.length,
             dates: root.querySelectorAll('li').length } }"""
    )
    assert seen["colour"] == "rgb(22, 26, 58)"
    assert seen["size"] == "14px"
    assert seen["shown"] != "none"
    assert seen["ground"] == "rgb(255, 255, 255)"
    assert (seen["scripts"], seen["sheets"], seen["dates"]) == (0, 0, 2)
    assert "/fr/agenda/" in seen["href"]
    assert seen["own"] == "rgb(255, 0, 0)"
    dark = page.locator("proch-orientation-agenda .po").evaluate("e => getComputedStyle(e).backgroundColor")
    assert dark == "rgb(16, 19, 58)"


def test_the_script_asks_what_its_element_says(visit: Visit, site_server: SiteServer) -> None:
    asked: list[str] = []
    page = visit("<p>vide</p>")
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        """([home]) => { const el = document.createElement('div');
           for (const [k, v] of [['proch-orientation', ''], ['type', 'jpo,forum'], ['n', '2"<'], ['theme', 'clair']])
             el.setAttribute('data-' + k, v);
           document.body.append(el);
           const s = document.createElement('script'); s.src = home + '/embed/v1.js'; document.body.append(s) }""",
        [site_server.url],
    )
    page.wait_for_function("document.querySelector('[data-proch-orientation]').shadowRoot")
    assert f"{site_server.url}/embed/v1/fragment/?type=jpo&type=forum&n=2%22%3C&theme=clair" in asked


def test_only_our_frames_are_heard(visit: Visit) -> None:
    liar = """<iframe id="liar" title="x" height="600" srcdoc="<script>parent.postMessage(
        {source: 'proch-orientation', version: 1, type: 'height', height: 9999}, '*')</script>"></iframe>"""
    page = visit(FRAME + FRAME + liar + SCRIPT)
    assert height_told(page, 0) == height_told(page, 1) < 900
    page.evaluate("postMessage({source: 'proch-orientation', type: 'height', height: 3000}, '*')")
    page.wait_for_timeout(200)
    assert page.locator("#liar").get_attribute("height") == "600"
    assert int(page.locator("iframe").first.get_attribute("height") or 0) < 900


def test_dark_and_keyboard(visit: Visit) -> None:
    page = visit(
        f'<a id="a" href="#">avant</a>{FRAME}<a id="b" href="#">après</a>{SCRIPT}', color_scheme="dark"
    )
    height_told(page)
    ground = page.frame_locator("iframe").locator("main").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(16, 19, 58)"
    page.locator("#a").focus()
    links = page.frame_locator("iframe").locator("a").count()
    inside = 0
    for _ in range(links + 2):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "b":
            break
        inside += page.frames[1].evaluate("document.activeElement.localName") == "a"
    assert page.evaluate("document.activeElement.id") == "b"
    assert inside == links


def test_the_generator_follows_the_choices_without_a_button(visit: Visit, site_server: SiteServer) -> None:
    page = visit("<p>vide</p>")
    page.goto(f"{site_server.url}/fr/agenda/afficher/")
    page.locator("#id_accent").select_option("vert")
    expect(page.locator("#code-wordpress textarea")).to_have_value(re.compile("accent=vert"))
    expect(page.locator(".afficher__cadre")).to_have_attribute("src", re.compile("accent=vert"))
    expect(page).to_have_url(re.compile("accent=vert"))
    assert page.locator("[data-copier]").first.is_visible()
