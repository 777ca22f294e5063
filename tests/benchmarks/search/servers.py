"""A PostgreSQL and an Elasticsearch of the benchmark's own, with the demonstration site in it. Kept between runs.

The engine runs with the compiler of production (no `TieredStopAtLevel`) and one gigabyte.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from services import elasticsearch
from services.folders import LOCAL
from services.progress import SILENT
from services.servers import Servers, secret_key
from tests.plugins.run import ROOT

FOLDER = LOCAL / "mesures"
BASE = "proch_mesures"
SLOW = "-XX:TieredStopAtLevel=1"


def environment(addresses: dict[str, str], prefix: str) -> dict[str, str]:
    return {
        **os.environ,
        **addresses,
        "INDEX_PREFIX": prefix,
        "SECRET_KEY": secret_key(),
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    }


@contextmanager
def own_servers(prefix: str) -> Iterator[None]:
    """Both run, the site is migrated and seeded, and this process speaks to them."""
    memory = [option for option in elasticsearch.JVM if option != SLOW and not option.startswith("-Xm")]
    elasticsearch.JVM = ("-Xms1g", "-Xmx1g", *memory)  # type: ignore[assignment]  # one option less
    servers = Servers(FOLDER, SILENT, durable=False, given={})
    try:
        addresses = servers.join(BASE)
        variables = environment(addresses, prefix)
        for command in (["migrate", "-v0"], ["seed_demo", "-v0"]):
            line = [sys.executable, "manage.py", *command]
            subprocess.run(
                line,
                env=variables,
                cwd=ROOT,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        os.environ.update(variables)
        yield
    finally:
        servers.leave()
