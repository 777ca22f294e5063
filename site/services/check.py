"""`./test`: every gate of the project, or one part of them, on real servers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services import chromium
from services.environment import PYTHON
from services.errors import ServiceError, explain
from services.folders import ROOT
from services.progress import Display, seconds
from services.servers import TEST_DATA, Servers

HELP = """\
./test                      tout : lint, types, puis tous les tests avec la couverture
./test lint                 style, gabarits, architecture, secrets
./test types                vérification des types
./test unit [options]       tous les tests sauf ceux de navigateur
./test browser [options]    tests de navigateur (CHROMIUM_PATH, Chromium du système ou de Playwright)
./test DOSSIER [options]    un dossier de tests/ : ./test metiers -k liste
Les options vont à pytest."""
LINT = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("djlint", ("djlint", "templates", "--lint", "--quiet")),
    ("import-linter", ("lint-imports",)),
    ("secrets", ("python", "-m", "services.secret_scan")),
)
TYPES = (("mypy", ("mypy",)),)
EVERY_CORE = ("-n", "auto", "--maxprocesses", "4")
COVERAGE = ("--cov", "--cov-report=term")


@dataclass(frozen=True)
class Plan:
    """What one call of ./test does."""

    tools: tuple[tuple[str, tuple[str, ...]], ...] = ()
    pytest: tuple[str, ...] | None = None
    browser: bool = False


def plan(arguments: Sequence[str]) -> Plan:
    """The first word is a part or a folder of tests/; without one, everything after goes to pytest."""
    word, rest = (arguments[0], tuple(arguments[1:])) if arguments else ("", ())
    parts: dict[str, Callable[[], Plan]] = {
        "": lambda: Plan(LINT + TYPES, (*EVERY_CORE, *COVERAGE), browser=True),
        "lint": lambda: Plan(LINT),
        "types": lambda: Plan(TYPES),
        "unit": lambda: Plan(pytest=("-m", "not browser", *EVERY_CORE, *rest)),
        "browser": lambda: Plan(pytest=("-m", "browser", *rest), browser=True),
    }
    if word in parts:
        return parts[word]()
    if (ROOT / "tests" / word).is_dir() and not word.startswith((".", "/")):
        return Plan(pytest=(f"tests/{word}", *rest))
    if word.startswith("-") or (ROOT / word.partition("::")[0]).exists():
        return Plan(pytest=tuple(arguments), browser="browser" in word)
    raise ServiceError(
        f"./test ne connaît pas « {word} ».",
        "ce n’est ni une partie (lint, types, unit, browser), ni un dossier de tests/.",
        "tapez ./test --help pour la liste.",
    )


def main(arguments: Sequence[str]) -> int:
    display = Display()
    if arguments and arguments[0] in ("-h", "--help"):
        display.say(HELP)
        return 0
    signal.signal(signal.SIGTERM, _end)
    try:
        return _carry_out(plan(arguments), display)
    except ServiceError as error:
        display.say(f"\n✗ {error}")
    except OSError as error:
        display.say(f"\n✗ {explain('Les tests n’ont pas pu être lancés.', error)}")
    except KeyboardInterrupt:
        display.say("\nArrêté.")
    return 1


def _end(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _carry_out(wanted: Plan, display: Display) -> int:
    """Run every tool even after a failure, so that one run tells all; then the tests."""
    # Our folders come first: a library may ship a package named `tests`.
    paths = os.pathsep.join((str(ROOT / "site"), str(ROOT)))
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": paths}
    # The tests choose their settings; a variable left by a shell would win over pyproject.toml.
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if wanted.browser:
        environment["CHROMIUM_PATH"] = chromium.find(display)
    results: list[tuple[str, bool, float]] = []
    with contextlib.ExitStack() as stack:
        if wanted.pytest is not None:
            # Held during the whole command: pytest shares them, and they come up while the tools run.
            servers = Servers(TEST_DATA, display, durable=False)
            stack.callback(servers.leave)
            servers.join("postgres", wait=False)
        for title, command in wanted.tools:
            results.append(_run(title, _program(command), environment, display))
        if wanted.pytest is not None:
            results.append(
                _run("pytest", [str(PYTHON), "-m", "pytest", *wanted.pytest], environment, display)
            )
    return _conclude(results, display)


def _program(command: Sequence[str]) -> list[str]:
    return [str(PYTHON.parent / command[0]), *command[1:]]


def _run(
    title: str, command: Sequence[str], environment: dict[str, str], display: Display
) -> tuple[str, bool, float]:
    """Run one tool with its own output; an interruption reaches it too, and is waited for."""
    display.say(f"\n── {title}")
    begin = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    try:
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait(30)
        raise
    return title, code == 0, time.monotonic() - begin


def _conclude(results: Sequence[tuple[str, bool, float]], display: Display) -> int:
    if len(results) > 1:
        display.say()
        for title, passed, duration in results:
            display.say(f"  {'✓' if passed else '✗'} {title} ({seconds(duration)})")
    failed = [title for title, passed, _ in results if not passed]
    if failed:
        display.say(f"\n✗ À corriger : {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
