"""Every accent is readable in both themes (WCAG 2.2, 1.4.3), and what is published for ever stays byte for byte."""

from hashlib import sha384

import pytest
from django.test import Client

from evenements.embed.addresses import SCRIPTS, hashed_path, integrity, is_current, script_bytes, script_hash
from evenements.embed.look import ACCENTS, PAPERS, Look, read_look

AA = 4.5
MAX_SCRIPT = 4096
#: Every script that schools may have copied, for ever: digest of the name and SHA-384 of the bytes. Only add.
PUBLISHED = {
    "373bd9b2998c4af3": (
        "fd4ff91abd78734782605ee40a37bd56aef26b8f394f67eb2048015ea8fe2f0cf1fdba06f32676006105eed8bb1da172"
    ),
}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ACCENTS)
def test_an_accent_is_readable_in_both_themes(name: str) -> None:
    accent = ACCENTS[name]
    light, dark = PAPERS
    assert contrast(accent.fond, accent.encre) >= AA
    assert contrast(accent.lien, light) >= AA
    assert contrast(accent.lien_sombre, dark) >= AA  # links, and the ground of dates under ink of the paper


def test_a_bad_look_is_the_default_one() -> None:
    assert read_look({"theme": "x", "accent": "#fff", "layout": "", "titre": "Nos dates"}) == Look()
    assert Look().pairs == []


def test_published_scripts_never_change() -> None:
    found = {
        path.stem.removeprefix("v1-"): sha384(path.read_bytes()).hexdigest()
        for path in SCRIPTS.glob("v1-*.js")
    }
    assert found == PUBLISHED
    assert all(script_hash((SCRIPTS / f"v1-{name}.js").read_bytes()) == name for name in PUBLISHED)


def test_the_script_of_today_is_published_and_small() -> None:
    assert script_hash(script_bytes()) in PUBLISHED, (
        "copy scripts/v1.js to v1-<hash>.js, and add it to PUBLISHED"
    )
    assert len(script_bytes()) <= MAX_SCRIPT


def test_paths_of_today() -> None:
    assert all(map(is_current, ("/embed/v1.js", "/embed/v1/agenda/", "/embed/v1/fragment/", hashed_path())))
    assert not is_current("/embed/v1-0000000000000000.js")
    assert not is_current("/embed/v0/agenda/")


@pytest.mark.django_db
def test_scripts_are_sent_to_any_site(client: Client) -> None:
    mended, fixed = client.get("/embed/v1.js"), client.get(hashed_path())
    assert mended.content == fixed.content
    for response in (mended, fixed):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Content-Type"].startswith("text/javascript")
        assert not response.cookies
    assert "immutable" in fixed["Cache-Control"]
    assert "immutable" not in mended["Cache-Control"]
    assert integrity(fixed.content).startswith("sha384-")
    assert client.get("/embed/v1-0000000000000000.js").status_code == 404
