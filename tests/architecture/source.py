"""Where our source is, for the tests that read it."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.plugins.run import ROOT

NOT_OURS = {".git", ".local", ".venv", "node_modules", "__pycache__"}


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Every file of ours with one of these suffixes."""
    return tuple(sorted(path for path in _walk(ROOT) if path.suffix in suffixes))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def layers() -> tuple[str, ...]:
    """The packages from top to bottom, as import-linter's contract says them."""
    configuration: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contract = next(c for c in configuration["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return tuple(contract["layers"])
