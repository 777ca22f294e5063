"""Where things live: the checkout, its `.local/`, the cache of unpacked binaries, and who can reach them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from services.account import Account

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"

# A unix socket's address is limited to 107 bytes by the system, its file name included.
SOCKET_PATH_LIMIT = 90


def cache_folder() -> Path:
    """Unpacked binaries, shared by every checkout of one person; root's must be readable by the servers' account."""
    if chosen := os.environ.get("PROCH_CACHE"):
        return Path(chosen)
    if os.geteuid() == 0:
        return Path("/var/cache/proch-orientation")
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "proch-orientation"


def fingerprint(folder: Path) -> str:
    """Short stable name of a folder, for what has to live outside it."""
    place = folder.parent.resolve() / folder.name  # the folder itself may be the link to what lives outside
    return hashlib.sha256(str(place).encode()).hexdigest()[:10]


def data_folder(folder: Path, account: Account | None) -> Path:
    """The wanted folder, or one under /var/lib where root's servers could not walk to the wanted one.

    Only root meets the second case: the servers run as another account, which a closed parent folder
    (a private home, mode 0700) keeps out. A link in the wanted folder's place shows where the data went.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if account is None or account.can_walk_to(folder.parent):
        folder.mkdir(exist_ok=True)
        return folder
    outside = Path("/var/lib/proch-orientation") / fingerprint(folder)
    outside.mkdir(mode=0o755, parents=True, exist_ok=True)
    if not folder.exists():
        folder.symlink_to(outside)
    return outside


def socket_folder(data: Path) -> Path:
    """A private folder for a server's unix socket, elsewhere when the path would be too long for the system."""
    near = data / "socket"
    if len(str(near)) <= SOCKET_PATH_LIMIT:
        return near
    return Path(tempfile.gettempdir()) / f"proch-{os.geteuid()}-{fingerprint(data)}"
