"""Limits of style.md § 1: what passes them is two things under one name. Complexity is ruff's."""

import ast
from collections.abc import Iterator

from tests.architecture.source import files, relative

MAX_FILE, MAX_CLASS, MAX_FUNCTION = 500, 250, 50


def test_files() -> None:
    """Migrations are written by makemigrations; test_migrations.py weighs them."""
    paths = [path for path in files(".py", ".html", ".css", ".js", ".java") if "migrations" not in path.parts]
    lengths = {relative(path): len(path.read_text().splitlines()) for path in paths}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FILE} == {}


def test_classes_and_functions() -> None:
    assert [text for path in files(".py") if "migrations" not in path.parts for text in _too_long(path)] == []


def _too_long(path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > (MAX_CLASS if isinstance(node, ast.ClassDef) else MAX_FUNCTION):
                yield f"{relative(path)}:{node.lineno} {node.name} ({lines} lines)"


def test_no_file_is_named_after_nothing() -> None:
    vague = {"utils.py", "helpers.py", "misc.py", "tools.py"}
    assert [relative(path) for path in files(".py") if path.name in vague] == []
