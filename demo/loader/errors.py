"""What is wrong in a file, said with its line to a person who writes, not to a programmer."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Faute:
    """One fault: file under `demo/content`, line (1 = first), French message."""

    fichier: str
    ligne: int
    message: str

    def __str__(self) -> str:
        return f"{self.fichier}:{self.ligne} : {self.message}"


class FauteError(Exception):
    """Stops the reading of one file; the others are still read so that all faults come at once."""

    def __init__(self, *fautes: Faute) -> None:
        super().__init__("\n".join(map(str, fautes)))
        self.fautes = fautes
