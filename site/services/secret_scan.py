"""Looks for secrets in the files that git follows: a key once pushed stays known for ever."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from services.folders import ROOT

LIMIT = 1_000_000
PATTERNS = {
    "clé privée": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "clé d’accès AWS": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "jeton GitHub ou GitLab": re.compile(r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20})\b"),
    "jeton Slack ou Stripe": re.compile(r"\b(?:xox[abprs]-[0-9A-Za-z-]{20,}|sk_live_[0-9A-Za-z]{20,})\b"),
    "mot de passe dans une adresse": re.compile(
        r"\b[a-z][a-z0-9+]*://[^\s:/@{}$<>'\"]+:(?!\$|%|…|\.\.\.)[^\s/@{}$<>'\"]{6,}@"
    ),
    "clé de Django": re.compile(
        r"\bSECRET_KEY\s*[=:]\s*['\"]?(?:django-insecure-)?[0-9A-Za-z!@#%^&*(_=+)-]{50}"
    ),
}
# A line that shows an example says so.
EXAMPLE = re.compile(r"exempl|example|CHANGEZ", re.IGNORECASE)


def followed_files() -> list[Path]:
    """Files of the commit to come; a copy without git has nothing to leak."""
    done = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [ROOT / name for name in done.stdout.split("\0") if name]


def faults_of(path: Path) -> list[str]:
    """One sentence for each line that holds what looks like a secret."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LIMIT:
        return []
    lines = path.read_text(errors="replace").splitlines()
    return [
        f"{path.relative_to(ROOT)}:{number} : {kind}"
        for number, line in enumerate(lines, 1)
        if not EXAMPLE.search(line)
        for kind, pattern in PATTERNS.items()
        if pattern.search(line)
    ]


def main() -> int:
    faults = [fault for path in followed_files() for fault in faults_of(path)]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
