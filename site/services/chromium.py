"""A Chromium for the browser tests: named, installed, Playwright's, or installed now by root. Never skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import sync_playwright

from services.errors import ServiceError
from services.progress import Display

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT = ".venv/bin/python -m playwright install --with-deps chromium"
NOTHING = "Les tests de navigateur n’ont pas de Chromium."


def find(display: Display) -> str:
    """Path of the Chromium to use."""
    if named := os.environ.get("CHROMIUM_PATH"):
        return _named(named)
    if found := _installed():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _install(display)
        if found := _installed():
            return found
    raise ServiceError(
        NOTHING,
        "ni CHROMIUM_PATH, ni Chromium du système, ni Chromium de Playwright.",
        f"tapez : {PLAYWRIGHT}\n    ou : sudo apt-get install chromium\n    puis relancez.",
    )


def _named(path: str) -> str:
    if os.access(path, os.X_OK):
        return path
    raise ServiceError(
        NOTHING,
        f"CHROMIUM_PATH nomme « {path} », qui n’existe pas ou ne peut pas être lancé.",
        "corrigez cette variable, ou retirez-la pour prendre le Chromium du système.",
    )


def _installed() -> str | None:
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


def _install(display: Display) -> None:
    with display.step("Installation du Chromium de Debian") as step:
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            step.detail = f"apt-get {arguments[0]}"
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            command = [shutil.which("apt-get") or "apt-get", "-q", *arguments]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                why = "\n    ".join((done.stderr or done.stdout).strip().splitlines()[-4:])
                raise ServiceError(
                    NOTHING, why, "installez-le à la main (apt-get install chromium), puis relancez."
                )
