"""The one error that a person reads: which step failed, why, and what to do about it."""

from __future__ import annotations

import errno


class ServiceError(Exception):
    """A failure told in French: what failed, why, and what the person can do."""

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.why, self.remedy = what, why, remedy

    def __str__(self) -> str:
        return f"{self.what}\n  Pourquoi : {self.why}\n  Que faire : {self.remedy}"


def explain(what: str, error: OSError) -> ServiceError:
    """Turn an error of the system (disk full, closed folder…) into one a person can act upon."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ServiceError(
            what,
            f"le disque est plein{place}.",
            "libérez environ 2 Go, puis relancez la même commande : elle reprend où elle en était.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ServiceError(
            what,
            f"l’accès est refusé{place}.",
            "lancez la commande avec le compte à qui appartient ce dossier, ou rendez-le accessible en écriture.",
        )
    return ServiceError(
        what, f"{error.strerror or error}{place}.", "corrigez la cause, puis relancez la commande."
    )
