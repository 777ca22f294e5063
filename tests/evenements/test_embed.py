"""What a foreign site frames: any host, no cookie, no script, a look that never fails."""

import pytest
from django.test import Client

from evenements.embed.forms import TITLE_LENGTH

pytestmark = pytest.mark.django_db
ADDRESS = "/embed/v1/agenda/"


def test_any_site_may_frame_it_and_nothing_runs(client: Client) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "X-Frame-Options" not in response.headers
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "Pas de date pour le moment." in response.content.decode()


def test_the_host_chooses_theme_layout_title_and_language(client: Client) -> None:
    html = client.get(f"{ADDRESS}?theme=sombre&layout=compact&titre=Nos+dates&lang=en").content.decode()
    assert 'lang="en"' in html
    assert 'data-theme="sombre"' in html
    assert "module--compact" in html
    assert "<h1>Nos dates</h1>" in html
    assert 'href="/en/agenda/"' in html


def test_bad_choices_are_the_default_ones(client: Client) -> None:
    html = client.get(f"{ADDRESS}?theme=rose&lang=xx&titre={'a' * 200}").content.decode()
    assert 'data-theme="auto"' in html
    assert 'lang="fr"' in html
    assert f"<h1>{'a' * TITLE_LENGTH}</h1>" in html


def test_filters_follow_the_reader_to_the_site(client: Client) -> None:
    html = client.get(f"{ADDRESS}?type=jpo&n=2").content.decode()
    assert 'href="/fr/agenda/?type=jpo"' in html
