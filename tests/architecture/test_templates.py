"""Templates: each is used, each component says what it needs."""

import re
from pathlib import Path

from django.apps import apps
from django.template import engines

from tests.architecture.registered import our_pages
from tests.architecture.source import files
from tests.plugins.run import ROOT

TEMPLATES = ROOT / "templates"
NAME = re.compile(r"""["']([\w./-]+\.(?:html|xml|txt|svg|json|js|css))["']""")
COMPONENT = re.compile(r"""\b(?:composant|entoure) ["']([\w/-]+)["']""")
BY_DJANGO = {"403.html", "404.html", "500.html"}


def names() -> list[str]:
    """Every template; the `.json` files beside them are the states that `/patterns/` shows."""
    found = [p for p in TEMPLATES.rglob("*") if p.is_file() and p.suffix != ".json"]
    return sorted(str(p.relative_to(TEMPLATES)) for p in found)


def named_somewhere() -> set[str]:
    """Names written in full, and components by their short name."""
    text = "\n".join(path.read_text() for path in files(".py", ".html", ".xml", ".txt"))
    short = COMPONENT.findall(text)
    components = {f"components/{name if '/' in name else f'{name}/{name}'}.html" for name in short}
    return set(NAME.findall(text)) | components


def overrides() -> set[str]:
    """Templates of others that ours replace by standing first."""
    folders = [Path(config.path) / "templates" for config in apps.get_app_configs()]
    return {name for name in names() if any((folder / name).exists() for folder in folders)}


def test_no_template_is_unused() -> None:
    used = named_somewhere() | overrides() | BY_DJANGO | {page.template for page in our_pages()}
    assert sorted(set(names()) - used) == []


def test_every_template_compiles() -> None:
    for name in names():
        engines["django"].get_template(name)


def test_every_component_says_what_it_needs() -> None:
    """A header comment lists the inputs. The template of a block reads `value`: its class says what that holds."""
    of_blocks = {name for path in files(".py") for name in NAME.findall(path.read_text())}
    silent = [
        name
        for name in names()
        if name.startswith("components/")
        and name not in of_blocks
        and not re.match(r"\s*\{(#|% comment)", (TEMPLATES / name).read_text())
    ]
    assert silent == []


def test_no_query_and_no_unescaped_variable_in_a_template() -> None:
    forbidden = re.compile(r"\|\s*safe\b|\{%\s*autoescape off|\.objects\b")
    offenders = [name for name in names() if forbidden.search((TEMPLATES / name).read_text())]
    assert offenders == []


def test_the_block_preview_is_ours() -> None:
    """Wagtail shows `preview_value` only once this template is overridden."""
    assert "wagtailcore/shared/block_preview.html" in names()
