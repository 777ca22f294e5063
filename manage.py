#!/usr/bin/env python
"""Django's command line, with the two folders of the project on the import path."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    from django.core.management import execute_from_command_line  # needs the paths above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
