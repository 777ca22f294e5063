"""Which addresses the code copied by schools asks today: another one under `/embed/` is that of an older code."""

import re

#: The frame, the script that is mended, and what the script asks. A script by its hash is current only if ours is.
CURRENT = re.compile(r"^/embed/v1(?:\.js|/[\w-]+/)$")
HASHED = re.compile(r"^/embed/v1-([\w-]+)\.js$")


def is_current(path: str) -> bool:
    """Whether a code made now would ask this path; feeds and API have one version."""
    return not path.startswith("/embed/") or bool(CURRENT.match(path))
