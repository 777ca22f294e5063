"""Takes the journal away from those who write it, counts it once, and erases it.

1. The file is renamed: writers open it by name for each line, so the next line begins a new one.
2. After a moment (a line may be on its way), it is counted in one transaction that also records its name.
3. It is erased. A crash before the commit leaves it to be counted; after, its name is known and it is only erased.
"""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from search.journal.counting import Tally, origins
from search.journal.lines import LONGEST, Line, NotALineError, read
from search.journal.models import JournalFile
from search.journal.storing import known_places, store

logger = logging.getLogger("search.journal")

#: Seconds left to a writer that opened the file just before it was renamed.
GRACE = 1.0
#: Lines counted together: memory stays flat whatever the size of the file.
CHUNK = 20_000
#: Key of the advisory lock: one reader at a time.
LOCK = 0x6A6F7572
#: Ours once renamed so; rotations of others (`search.log.1`) are taken too.
TAKEN = "taken-"


@dataclass(slots=True)
class Done:
    """What one reading did."""

    files: int = 0
    lines: int = 0
    refused: int = 0


def journal() -> Path:
    return Path(settings.SEARCH_JOURNAL)


def read_all() -> Done:
    """Count and erase everything written until now."""
    done = Done()
    with _alone() as mine:
        if not mine:
            return done
        if _take():
            time.sleep(GRACE)
        for path in sorted(_folder(f"{TAKEN}*")):
            one = _count(path)
            path.unlink(missing_ok=True)
            done.files += 1
            done.lines += one.lines
            done.refused += one.refused
    return done


@contextmanager
def _alone() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _folder(pattern: str) -> list[Path]:
    folder = journal().parent
    return [path for path in folder.glob(pattern) if path.is_file()] if folder.is_dir() else []


def _take() -> bool:
    """Rename what is written and what was rotated, each under a name never used before."""
    found = [path for path in _folder(f"{journal().name}*") if path.stat().st_size]
    for path in found:
        path.rename(path.with_name(f"{TAKEN}{time.time_ns()}-{secrets.token_hex(4)}"))
    return bool(found)


def _count(path: Path) -> Done:
    """One file, in one transaction; nothing when it was counted already."""
    done = Done()
    with transaction.atomic():
        record, new = JournalFile.objects.get_or_create(name=path.name)
        if not new:
            return done
        for lines in _chunks(path, done):
            tally = Tally(places=known_places(origins(lines)))
            for line in lines:
                tally.add(line)
            store(tally)
        record.lines, record.refused = done.lines, done.refused
        record.save(update_fields=["lines", "refused"])
    return done


def _chunks(path: Path, done: Done) -> Iterator[list[Line]]:
    lines: list[Line] = []
    for text in _texts(path):
        try:
            lines.append(read(text))
            done.lines += 1
        except NotALineError:
            done.refused += 1
        if len(lines) == CHUNK:
            yield lines
            lines = []
    if lines:
        yield lines


def _texts(path: Path) -> Iterator[str]:
    """Whole lines; one that has no end, or no end in sight, is given as garbage to be counted as such."""
    with path.open("rb") as file:
        while raw := file.readline(LONGEST):
            if raw.endswith(b"\n"):
                yield raw.decode("utf-8", "replace")
            else:
                while raw and not raw.endswith(b"\n"):
                    raw = file.readline(LONGEST)
                yield ""
