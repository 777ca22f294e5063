"""What is wrong with a file, said to a person who is no programmer."""

from collections.abc import Iterator
from dataclasses import dataclass, field

CAP = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one row. `line` counts from 1 as a text editor does (or records, in XML and JSON)."""

    line: int
    column: str
    message: str
    file: str = ""

    def as_dict(self) -> dict[str, str | int]:
        return {"fichier": self.file, "ligne": self.line, "colonne": self.column, "message": self.message}


class FileRefusedError(Exception):
    """A fault of the file itself: nothing of it is applied. The message is shown as it stands."""

    def __init__(self, message: str, faults: "FaultLog | None" = None) -> None:
        super().__init__(message)
        self.message = message
        self.faults = faults


@dataclass(slots=True)
class FaultLog:
    """Keeps the first thousand faults and counts the rest: memory stays flat on a file that is all wrong."""

    kept: list[Fault] = field(default_factory=list)
    total: int = 0

    def add(self, fault: Fault) -> None:
        self.total += 1
        if len(self.kept) < CAP:
            self.kept.append(fault)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.kept)
