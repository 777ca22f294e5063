"""Our own small extracts of reference data: what a fresh clone needs to be useful. Sources: `sources.toml`.

    from demo.reference.loading import load
    load()

Loaded by the same importers as the full files. A source that a full file has already filled is left alone.
"""

from collections.abc import Iterator
from pathlib import Path

from imports.enums import Statut
from imports.models import ImportRun
from imports.pipeline import Options, run_import
from imports.progress import Progress
from imports.reference import already_applied
from imports.source import Source, sources

HERE = Path(__file__).resolve().parent
LABEL = "demo/reference"
EXTRACTS = {
    "departements": ("departements.csv",),
    "communes": ("communes.csv", "bassins.csv"),
    "etablissements": ("etablissements.csv",),
    "rome": ("rome",),
}


class ExtractRefusedError(Exception):
    """One of our own extracts is wrong: the message says which and why."""


def load(progress: Progress | None = None) -> list[ImportRun]:
    """Import what is missing; returns the runs done, none the second time."""
    return [run for source in sources().values() for run in _load(source, progress)]


def _load(source: Source, progress: Progress | None) -> Iterator[ImportRun]:
    names = EXTRACTS.get(source.name)
    if names is None or _filled_by_a_full_file(source):
        return
    paths = [HERE / name for name in names]
    if already_applied(source, paths):
        return
    run = run_import(source, paths, Options(label=LABEL), progress)
    if run.statut != Statut.APPLIQUE:
        raise ExtractRefusedError(f"{source.name} : {run.message}")
    yield run


def _filled_by_a_full_file(source: Source) -> bool:
    applied = ImportRun.objects.filter(source=source.name, statut=Statut.APPLIQUE)
    return applied.exclude(fichier=LABEL).exists()
