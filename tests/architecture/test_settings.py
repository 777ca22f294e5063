"""Settings: production is clean, the back-office calls nobody."""

import os
import subprocess
import sys

from django.conf import settings

from tests.plugins.run import ROOT

PRODUCTION = {
    "SECRET_KEY": "production-key-of-a-test-x8Qv2ndL0cR7yTzW4bKp6mHsJ1aEuGf9",
    "DATABASE_URL": "postgres:///nothing",
    "ELASTICSEARCH_URL": "http://127.0.0.1:9",
    "ALLOWED_HOSTS": "example.org",
    "SITE_URL": "https://example.org",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    "PATH": os.environ["PATH"],
}


def test_production_passes_the_deployment_checks(tmp_path) -> None:
    """In a process of its own: settings are read once, and nothing of the tests' environment leaks in."""
    command = [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    environment = PRODUCTION | {
        "STATIC_ROOT": str(tmp_path / "static"),
        "MEDIA_ROOT": str(tmp_path / "media"),
    }
    result = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "0 silenced" in result.stdout


def test_the_back_office_calls_nobody() -> None:
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None


def test_modelsearch_does_not_stand_beside_wagtail_search() -> None:
    """Both would answer the same signals, and background tasks would fail without a word."""
    assert "wagtail.search" in settings.INSTALLED_APPS
    assert "modelsearch" not in settings.INSTALLED_APPS


def test_settings_stay_short() -> None:
    folder = ROOT / "site" / "config" / "settings"
    lengths = {path.name: len(path.read_text().splitlines()) for path in folder.glob("*.py")}
    assert lengths.pop("base.py") <= 300
    assert {name: lines for name, lines in lengths.items() if lines > 60} == {}


def test_the_environment_is_read_in_one_place() -> None:
    readers = [
        path.name
        for path in (ROOT / "site" / "config").rglob("*.py")
        if "os.environ[" in path.read_text() or "os.getenv" in path.read_text()
    ]
    assert readers == []
