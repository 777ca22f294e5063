"""The project's Python environment: `.venv`, made from the hashed requirements, made again when these change."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from services.errors import ServiceError
from services.locks import exclusive
from services.progress import Display, Step

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "stamp"
REQUIREMENTS = ROOT / "requirements.txt"
UV_REQUIREMENT = Path(__file__).parent / "uv.txt"
NEEDED_BYTES = 1_500_000_000


def prepare(display: Display) -> str:
    """Path of the environment's Python; nothing to do when the stamp says that it is up to date."""
    LOCAL.mkdir(exist_ok=True)
    with exclusive(LOCAL / "environment.lock"):
        base, packages = _wanted()
        found = STAMP.read_text().split() if STAMP.exists() and PYTHON.exists() else []
        if found != [base, packages]:
            _require_room()
            with display.step("Environnement Python") as step:
                _make(uv(step), step, anew=found[:1] != [base])
                STAMP.write_text(f"{base}\n{packages}\n")
    return str(PYTHON)


def _wanted() -> tuple[str, str]:
    """Fingerprints of the environment (this Python, this folder: a moved one is broken) and of its packages."""
    base = hashlib.sha256(f"{sys.version}\n{ROOT}".encode()).hexdigest()
    return base, hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()


def _require_room() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES:
        raise ServiceError(
            "L’environnement Python n’a pas pu être préparé.",
            f"il reste {free // 1_000_000} Mo sur le disque de {ROOT}, il en faut {NEEDED_BYTES // 1_000_000}.",
            "libérez de la place, puis relancez la même commande.",
        )


def uv(step: Step) -> str:
    """The pinned installer, kept under `.local/`: pip's `--target` works even where PEP 668 closes the system."""
    tool = LOCAL / "outils" / "bin" / "uv"
    wanted = re.findall(r"^uv==(\S+)", UV_REQUIREMENT.read_text(), re.MULTILINE)[0]
    if (LOCAL / "outils" / f"uv-{wanted}.dist-info" / "RECORD").exists() and tool.exists():
        return str(tool)
    step.detail = "installation de uv"
    shutil.rmtree(LOCAL / "outils", ignore_errors=True)
    options = ("-q", "--disable-pip-version-check", "--root-user-action=ignore", "--require-hashes")
    target = ("--target", str(LOCAL / "outils"), "-r", str(UV_REQUIREMENT))
    _run([*_pip(), "install", *options, *target], "Le gestionnaire de paquets uv n’a pas pu être installé.")
    return str(tool)


def _pip() -> Sequence[str]:
    """A pip: this Python's own, or one in a small environment made for it."""
    probe = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False)
    if probe.returncode == 0:
        return [sys.executable, "-m", "pip"]
    small = LOCAL / "pip"
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(small)], capture_output=True, check=False
    )
    if made.returncode:
        raise ServiceError(
            "L’environnement Python n’a pas pu être préparé.",
            f"ce Python ({sys.executable}) n’a ni pip ni venv.",
            "installez-les (Debian, Ubuntu : apt install python3-pip python3-venv), puis relancez.",
        )
    return [str(small / "bin" / "python"), "-m", "pip"]


def _make(tool: str, step: Step, *, anew: bool) -> None:
    """Create the environment, or only bring its packages up to date."""
    failed = "Les paquets Python n’ont pas pu être installés."
    if anew:
        step.detail = "création de .venv"
        STAMP.unlink(missing_ok=True)
        python = getattr(sys, "_base_executable", sys.executable)  # this one may be the environment's own
        _run([tool, "venv", "-q", "--clear", "--python", python, str(VENV)], failed)
    total = len(re.findall(r"^[\w.-]+==", REQUIREMENTS.read_text(), re.MULTILINE))
    (packages,) = VENV.glob("lib/python*/site-packages")

    def installed() -> str:
        count = len(list(packages.glob("*.dist-info")))
        return f"{count} paquets sur {total} au plus" if count else "téléchargement des paquets"

    step.detail = installed
    _run([tool, "pip", "sync", "-q", "--require-hashes", "--python", str(PYTHON), str(REQUIREMENTS)], failed)
    # The two folders of the project on the import path, for every command run by this Python.
    (packages / "proch-orientation.pth").write_text(f"{ROOT / 'site'}\n{ROOT}\n")


def _run(command: Sequence[str], failed: str) -> None:
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV)}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    output = (done.stderr or done.stdout).strip()
    if "No space left" in output:
        remedy = "le disque est plein : libérez environ 2 Go, puis relancez la même commande."
    elif re.search(r"hash", output, re.IGNORECASE) and "mismatch" in output.lower():
        remedy = (
            "un paquet n’a pas la somme attendue : vérifiez que le réseau ne modifie pas les téléchargements."
        )
    else:
        remedy = "vérifiez l’accès au dépôt de paquets (réseau, mandataire HTTPS_PROXY), puis relancez la commande."
    raise ServiceError(failed, "\n    ".join(output.splitlines()[-5:]) or "aucun message.", remedy)
