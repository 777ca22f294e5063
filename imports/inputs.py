"""What the analyst gives: a file, a folder, or the official ZIP; opened in place, never unpacked on disk."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from imports.faults import FileRefusedError

CHUNK = 1 << 20
MAX_MEMBER_BYTES = 4 << 30
MAX_RATIO = 200  # official archives stay under 15; a bomb is in the thousands


@dataclass(frozen=True, slots=True)
class Input:
    """One named stream of bytes that can be opened again and again."""

    name: str
    size: int
    open: Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that was given, by name."""

    label: str
    files: tuple[Input, ...]

    def matching(self, pattern: re.Pattern[str]) -> list[Input]:
        return [file for file in self.files if pattern.fullmatch(file.name)]


def _open_file(path: Path) -> AbstractContextManager[IO[bytes]]:
    return path.open("rb")


def _open_member(path: Path, member: str) -> AbstractContextManager[IO[bytes]]:
    # The archive closes with the member: zipfile counts who still reads it.
    with zipfile.ZipFile(path) as archive:
        return archive.open(member)


def _check_member(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise FileRefusedError(_("L’archive est protégée par un mot de passe : donnez-la sans."))
    if info.file_size > MAX_MEMBER_BYTES or info.file_size > MAX_RATIO * max(info.compress_size, 1) + CHUNK:
        raise FileRefusedError(
            _("« %(name)s » devient démesuré une fois décompressé : l’archive n’est pas la bonne.")
            % {"name": info.filename}
        )


def _members(path: Path) -> Iterator[Input]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        raise FileRefusedError(
            _("L’archive « %(name)s » est abîmée ou incomplète : téléchargez-la de nouveau.")
            % {"name": path.name}
        ) from error
    for info in infos:
        _check_member(info)
        yield Input(Path(info.filename).name, info.file_size, partial(_open_member, path, info.filename))


def _from_file(path: Path) -> Iterator[Input]:
    if path.suffix.lower() == ".zip":
        yield from _members(path)
    else:
        yield Input(path.name, path.stat().st_size, partial(_open_file, path))


def _walk(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(
            item for item in path.rglob("*") if item.is_file() and not item.name.startswith(".")
        )
    else:
        yield path


def open_inputs(paths: Path | Iterable[Path]) -> Inputs:
    """Everything under `paths`. Raises FileRefusedError when there is nothing to read."""
    given = [paths] if isinstance(paths, Path) else list(paths)
    for path in given:
        if not path.exists():
            raise FileRefusedError(_("« %(path)s » n’existe pas. Vérifiez le chemin.") % {"path": path})
    try:
        files = tuple(file for path in given for item in _walk(path) for file in _from_file(item))
    except PermissionError as error:
        raise FileRefusedError(_("Le fichier ne peut pas être lu : droits insuffisants.")) from error
    if not files:
        raise FileRefusedError(_("Rien à lire : le dossier ou l’archive est vide."))
    return Inputs(label=" + ".join(path.name for path in given)[:200], files=files)


def fingerprint(files: Iterable[Input]) -> str:
    """SHA-256 of the names and contents, whatever the folder they came from."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda item: item.name):
        digest.update(f"{file.name}\0{file.size}\0".encode())
        with file.open() as stream:
            while block := stream.read(CHUNK):
                digest.update(block)
    return digest.hexdigest()
