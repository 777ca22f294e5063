"""All the reference tables at once, from the folder that REFERENCE_DATA names."""

from collections.abc import Iterator
from pathlib import Path

from imports.enums import Statut
from imports.faults import FileRefusedError
from imports.inputs import fingerprint, open_inputs
from imports.models import ImportRun
from imports.pipeline import Options, run_import
from imports.progress import Progress, Silent
from imports.source import Source, sources


def already_applied(source: Source, paths: list[Path]) -> bool:
    """Whether the last applied import of this source had exactly these files."""
    try:
        chosen = source.choose(open_inputs(paths))
    except FileRefusedError:
        return False
    last = ImportRun.objects.filter(source=source.name, statut=Statut.APPLIQUE).first()
    return last is not None and last.empreinte == fingerprint(file for _part, file in chosen)


def import_all(
    folder: Path, options: Options | None = None, progress: Progress | None = None
) -> Iterator[tuple[Source, ImportRun | None]]:
    """Each source with its run; None where it was already applied.

    Sources whose files are absent, or only given by hand, are left out.
    """
    for source in sources().values():
        paths = [folder / name for name in source.default_files]
        if not paths or not all(path.exists() for path in paths):
            continue
        if already_applied(source, paths):
            yield source, None
        else:
            yield source, run_import(source, paths, options, progress or Silent())
