"""What a first visit costs on the wire: styles, scripts, fonts and pictures of each kind of page."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.browser.addresses import NAMES

LIMITS = {"document": 14_000, "stylesheet": 20_000, "script": 10_000}
MAX_TOTAL = 100_000
ALREADY_COMPRESSED = ("font/", "image/png", "image/jpeg", "image/webp", "image/avif")


def weight(response: Response) -> int:
    """Bytes once compressed, as the server of production sends them."""
    body = response.body()
    compressed = response.headers.get("content-type", "").startswith(ALREADY_COMPRESSED)
    return len(body) if compressed else len(gzip.compress(body, 6))


@pytest.mark.parametrize("kind", NAMES)
def test_a_first_visit_is_light(
    open_page: Callable[..., Page], address: Callable[[str], str], kind: str
) -> None:
    page = open_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - Playwright wants a function
    page.goto(address(kind), wait_until="networkidle")
    weights: dict[str, int] = {}
    for response in responses:
        if response.status < 300 or response.status >= 400:
            sort = response.request.resource_type
            weights[sort] = weights.get(sort, 0) + weight(response)
    assert {
        sort: weights.get(sort, 0) for sort, limit in LIMITS.items() if weights.get(sort, 0) > limit
    } == {}
    assert sum(weights.values()) <= MAX_TOTAL, weights
