"""The servers by hand: `python -m services start|stop|status|env [--tests]`."""

from __future__ import annotations

import argparse
import sys

from services.errors import ServiceError
from services.progress import Display
from services.servers import SITE_DATA, TEST_DATA, Servers, secret_key

OUTPUT = Display()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m services", description="PostgreSQL et Elasticsearch du dossier."
    )
    parser.add_argument("action", choices=("start", "stop", "status", "env"))
    parser.add_argument("--tests", action="store_true", help="les serveurs des tests, et non ceux du site")
    parser.add_argument("--database", default="proch", help="base créée au démarrage si elle manque")
    options = parser.parse_args(arguments)
    folder = TEST_DATA if options.tests else SITE_DATA
    servers = Servers(folder, Display(sys.stderr), durable=not options.tests, given={})
    if options.action == "start":
        return _start(servers, options.database)
    if options.action == "stop":
        return _stop(servers)
    if options.action == "status":
        return _status(servers)
    return _env(servers, options.database)


def _start(servers: Servers, database: str) -> int:
    servers.join(database)
    servers.keep()
    servers.leave()
    servers.display.say("  Les serveurs restent allumés jusqu’à « python -m services stop ».")
    return 0


def _stop(servers: Servers) -> int:
    for title in servers.release():
        servers.display.say(f"  {title} sert encore à une autre commande, qui l’arrêtera en finissant.")
    return 0


def _status(servers: Servers) -> int:
    found = servers.status()
    for title, url in found.items():
        OUTPUT.say(f"{title} : {url}")
    return 0 if len(found) == 2 else 1


def _env(servers: Servers, database: str) -> int:
    """Lines for a shell: `eval "$(.venv/bin/python -m services env)"`."""
    if len(servers.status()) < 2 or servers.database is None or servers.search is None:
        servers.display.say("  Les serveurs ne tournent pas : « python -m services start » d’abord.")
        return 1
    OUTPUT.say(f"export DATABASE_URL='{servers.database.url_of(database)}'")
    OUTPUT.say(f"export ELASTICSEARCH_URL='{servers.search.url}'")
    OUTPUT.say(f"export SECRET_KEY='{secret_key()}'")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ServiceError as error:
        sys.exit(f"\n✗ {error}")
