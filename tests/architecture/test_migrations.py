"""Migrations: complete, reversible, safe on a running site, and light."""

import ast
import inspect
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

from tests.architecture.source import files, layers, relative

MAX_KILOBYTES = 40


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO(), verbosity=1)


def our_migrations():
    """Reads every migration there is; one of wagtail-localize asks the database when it is imported."""
    loader = MigrationLoader(None)
    return [migration for (app, _), migration in loader.disk_migrations.items() if app in layers()]


@pytest.mark.django_db
def test_every_migration_can_be_undone() -> None:
    final = [
        f"{migration.app_label}.{migration.name}"
        for migration in our_migrations()
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]
    assert final == []


@pytest.mark.django_db
def test_no_abstract_class_is_written_in_a_migration() -> None:
    """An abstract base in `bases` would tie the history to code that moves."""
    offenders = [
        f"{migration.app_label}.{migration.name}: {base.__name__}"
        for migration in our_migrations()
        for operation in migration.operations
        for base in getattr(operation, "bases", ())
        if inspect.isclass(base) and getattr(getattr(base, "_meta", None), "abstract", False)
    ]
    assert offenders == []


def test_migrations_have_names_and_stay_light() -> None:
    paths = [path for path in files(".py") if path.parent.name == "migrations" and path.stem != "__init__"]
    assert [relative(path) for path in paths if "_auto_" in path.name] == []
    weights = {relative(path): path.stat().st_size // 1024 for path in paths}
    assert {name: weight for name, weight in weights.items() if weight > MAX_KILOBYTES} == {}


def test_no_data_migration_imports_our_models() -> None:
    paths = [path for path in files(".py") if path.parent.name == "migrations"]
    offenders = []
    for path in paths:
        imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
        offenders += [relative(path) for node in imports if (node.module or "").endswith(".querysets")]
    assert offenders == []


@pytest.mark.django_db
def test_migrations_are_safe_while_the_site_runs() -> None:
    """The first migration of an app creates tables nobody reads yet; what follows must run beside the old code."""
    linter = MigrationLinter(
        include_apps=[name for name in layers() if name != "config"],
        exclude_migration_tests=["NOT_NULL"],  # new tables are created whole
        quiet=["ok", "ignore", "warning"],
        no_cache=True,
        no_output=True,
    )
    linter.lint_all_migrations()
    assert linter.nb_erroneous == 0, connection.alias
