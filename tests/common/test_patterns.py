from typing import Any

import pytest
from django.test import Client

from common.patterns import names

pytestmark = pytest.mark.django_db


def test_a_component_is_shown_alone(client: Client) -> None:
    html = client.get("/patterns/evt/etat/").content.decode()
    assert "<h2>evt/etat</h2>" in html
    assert "<h2>fiche</h2>" not in html


def test_all_components_on_one_page_in_the_dark(client: Client) -> None:
    html = client.get("/patterns/?theme=sombre").content.decode()
    assert 'data-theme="sombre"' in html
    assert all(f"<h2>{name}</h2>" in html for name in names())


def test_an_unknown_component_is_not_found(client: Client) -> None:
    assert client.get("/patterns/inconnu/").status_code == 404


def test_production_shows_no_pattern(client: Client, settings: Any) -> None:
    settings.PATTERNS_ENABLED = False
    assert client.get("/patterns/").status_code == 404
