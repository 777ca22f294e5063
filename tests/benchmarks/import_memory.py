"""Does memory grow with the file? Imports 20 MB, then 200 MB of ROME titles, each in a process of its own.

    python tests/benchmarks/import_memory.py [--apply] [--sizes 20 200]

Needs DATABASE_URL to name a scratch database, migrated, where ROME is loaded: dry runs by default, nothing is written.
Prints the peak of each process and their ratio; ends with an error above 1.5.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = [20, 200]  # megabytes
LIMIT = 1.5
HEAD = "code_ogr,libelle_appellation_long,libelle_appellation_court,code_rome,classification,peu_usite\n"
LINE = (
    "{0},Soudeur numéro {0} / Soudeuse numéro {0} en atelier de construction de grands ensembles métalliques,"
    "Soudeur / Soudeuse numéro {0} en atelier de grands ensembles métalliques,H2913,SYNONYME,N\n"
)
FIRST = 2_000_000  # far above the real OGR codes


def make(path: Path, megabytes: int) -> int:
    """Write a correct file of about this size; returns its number of rows."""
    rows, size = 0, 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        while size < megabytes * 1_000_000:
            line = LINE.format(FIRST + rows)
            size += len(line.encode())
            rows += 1
            stream.write(line)
    return rows


def child(path: Path, apply: bool) -> None:
    """Import one file and say what it took."""
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    import django  # noqa: PLC0415 - after the path

    django.setup()
    from imports.pipeline import Options, run_import  # noqa: PLC0415
    from imports.source import sources  # noqa: PLC0415
    from imports.undo import undo_run  # noqa: PLC0415

    start = time.perf_counter()
    run = run_import(sources()["rome"], path, Options(dry_run=not apply))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{peak:.1f} {seconds:.1f} {run.get_statut_display()} {run.lues} {run.creees} {run.message}\n"
    )
    if apply:
        undo_run(run)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--apply", action="store_true", help="write, then undo")
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, metavar="MO")
    parser.add_argument("--child", type=Path)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.apply)
        return 0
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            path = Path(folder) / f"unix_referentiel_appellation_v460_{size}.csv"
            rows = make(path, size)
            command = [
                sys.executable,
                __file__,
                "--child",
                str(path),
                *(["--apply"] if options.apply else []),
            ]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
            peak, seconds, result = said.split(" ", 2)
            peaks.append(float(peak))
            sys.stdout.write(f"{size} Mo, {rows} lignes : {peak} Mo au plus haut, {seconds} s, {result}\n")
    ratio, times = peaks[1] / peaks[0], options.sizes[1] / options.sizes[0]
    sys.stdout.write(f"rapport : {ratio:.2f} pour un fichier {times:.0f} fois plus gros\n")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
