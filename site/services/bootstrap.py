"""From a bare Python to the project's environment, then on to the command asked for. Standard library only.

This file must be readable by an old Python 3, which is told so instead of meeting a syntax error.
"""

import os
import shutil
import signal
import sys

MINIMUM = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main(module: str) -> None:
    """Make the environment if needed, then become `python -m MODULE` inside it."""
    _need_python()
    from services.environment import prepare  # noqa: PLC0415 - an old Python could not read it
    from services.errors import ServiceError, explain  # noqa: PLC0415
    from services.progress import Display  # noqa: PLC0415

    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    try:
        python = prepare(Display())
    except ServiceError as error:
        sys.exit(f"\n✗ {error}")
    except OSError as error:
        sys.exit(f"\n✗ {explain('L’environnement Python n’a pas pu être préparé.', error)}")
    except KeyboardInterrupt:
        sys.exit("\nArrêté. La même commande reprendra où elle en était.")
    sys.stdout.flush()
    os.execv(python, [python, "-m", module, *sys.argv[1:]])


def _need_python() -> None:
    """Go on with a newer Python of this machine when the one found first is too old."""
    if sys.version_info >= MINIMUM:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit(
        "✗ Python {}.{} est trop ancien.\n"
        "  Pourquoi : le site demande Python 3.11 ou plus récent.\n"
        "  Que faire : installez-le (Debian, Ubuntu : apt install python3.11 python3.11-venv ; "
        "macOS : brew install python@3.13), puis relancez.".format(*sys.version_info[:2])
    )
