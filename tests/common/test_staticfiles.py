"""The stylesheets: one file on the wire, within its weight, made of parts that hold."""

import gzip
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from common.staticfiles import BUNDLES, BundleFinder, assemble, sources

CSS = Path(settings.STATICFILES_DIRS[0]) / "css"


@pytest.mark.parametrize("name", BUNDLES)
def test_every_address_of_a_bundle_exists(name: str) -> None:
    for address in re.findall(r'url\("(?!data:)([^"]+)"\)', assemble(CSS, name)):
        assert (CSS / address).resolve().is_file(), address


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_weighs_less_than_twenty_kilobytes(name: str) -> None:
    assert len(gzip.compress(assemble(CSS, name).encode())) <= 20_000


def test_no_stylesheet_is_left_out() -> None:
    used = {path for name in BUNDLES for path in sources(CSS, name)}
    assert sorted(set(CSS.rglob("*.css")) - used) == []


def test_the_fallback_of_old_browsers_stays_small() -> None:
    assert len((CSS / "fallback.css").read_bytes()) <= 1024


def test_no_important_no_id_and_no_inner_suffix() -> None:
    text = assemble(CSS, "site.css")
    assert "!important" not in text
    assert not re.search(r"&__|&--", text)
    assert not re.search(r"(?:^|[},\s])#[a-z][\w-]*\s*[{,]", text, re.MULTILINE)


def test_components_take_their_colours_from_tokens() -> None:
    """Colours are written in tokens, sectors and drawings of tiles alone; masks are black by nature."""
    for path in (CSS / "components").glob("*.css"):
        if path.name not in {"carreau.css", "cherche.css"}:
            assert not re.search(r"#[0-9a-f]{3,8}\b", path.read_text()), path.name


def test_the_finder_gives_the_bundle_and_follows_its_sources(settings: Any, tmp_path: Path) -> None:
    static = tmp_path / "static"
    for name in {path.relative_to(CSS) for path in sources(CSS, "embed.css")}:
        (static / "css" / name).parent.mkdir(parents=True, exist_ok=True)
        (static / "css" / name).write_text("/* secret */\n.a { color: red }\n")
    settings.STATICFILES_DIRS, settings.BUNDLES_ROOT = [static], tmp_path / "bundles"
    finder = BundleFinder()
    found = Path(finder.find("css/embed.css"))
    assert "secret" not in found.read_text()
    assert finder.find("css/embed.css", find_all=True) == [str(found)]
    (static / "css" / "base.css").write_text(".b { color: blue }")
    found.touch()
    later = found.stat().st_mtime + 5
    os.utime(static / "css" / "base.css", (later, later))
    assert ".b { color: blue }" in Path(finder.find("css/embed.css")).read_text()
    assert finder.find("css/autre.css") == []
    assert finder.check() == []


def test_django_finds_the_bundles() -> None:
    assert finders.find("css/site.css")
    assert {name for name, _storage in BundleFinder().list([])} == {"css/site.css", "css/embed.css"}
