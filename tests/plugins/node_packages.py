"""vnu and axe-core, installed once per lock file into `node_modules/` by the npm of the environment."""

import hashlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.plugins import postgres
from tests.plugins.run import ROOT

FOLDER = ROOT / "node_modules"


@cache
def install() -> Path:
    """Folder of the packages; a run that finds them there does nothing."""
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = FOLDER / ".stamp"
    with postgres.locked("node"):
        if not stamp.exists() or stamp.read_text() != wanted:
            scripts = Path(sys.executable).parent
            command = [
                str(scripts / "npm"),
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ]
            environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise RuntimeError(f"npm could not install vnu and axe-core:\n{done.stderr[-2000:]}")
            stamp.write_text(wanted)
    return FOLDER
