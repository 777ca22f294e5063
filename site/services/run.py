"""`./run`: the whole site on one machine, from an empty folder to an address that answers."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from types import FrameType

from services.django_command import Manage
from services.elasticsearch import DIRECT
from services.environment import PYTHON
from services.errors import ServiceError, explain
from services.folders import LOCAL
from services.locks import OnlyOne
from services.progress import Display, seconds
from services.schema import migrate
from services.servers import SITE_DATA, Servers, secret_key
from services.site_content import ACCOUNTS, Accounts, is_filled, prepare_content
from services.supervisor import Supervisor, tail

LOGS = LOCAL / "logs"
MAILS = LOCAL / "mails"
ANSWER_LIMIT = 60.0
WEB = (
    "granian",
    "--interface",
    "wsgi",
    "--host",
    "127.0.0.1",
    "--blocking-threads",
    "4",
    "--backpressure",
    "64",
)
WEB_APPLICATION = ("--workers-kill-timeout", "5", "--respawn-failed-workers", "config.wsgi:application")


class StopRequested(BaseException):
    """Ctrl-C, or a request to end from the system."""


def main() -> int:
    display = Display()
    begin = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop_requested)
    LOCAL.mkdir(exist_ok=True)
    only = OnlyOne(LOCAL / "run.lock")
    try:
        port = wanted_port()
        address = f"http://127.0.0.1:{port}"
        if holder := only.take(f"processus {os.getpid()}, {address}/"):
            display.say(f"✗ Le site tourne déjà depuis ce dossier ({holder}).")
            display.say("  Ouvrez cette adresse, ou arrêtez-le d’abord (Ctrl-C dans son terminal).")
            return 1
        _serve(display, port, address, begin)
    except StopRequested:
        return 0
    except ServiceError as error:
        display.say(f"\n✗ {error}")
        return 1
    except OSError as error:
        display.say(f"\n✗ {explain('Le site n’a pas pu démarrer.', error)}")
        return 1
    return 0


def _stop_requested(_number: int, _frame: FrameType | None) -> None:
    """The first request stops the site; those that follow must not cut the stopping short."""
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise StopRequested


def wanted_port() -> int:
    """The port asked for by `PORT`."""
    asked = os.environ.get("PORT") or "8000"
    if not asked.isdigit() or not 0 < int(asked) < 65536:
        raise ServiceError(
            "Le site n’a pas pu démarrer.",
            f"PORT vaut « {asked} », ce n’est pas un numéro de port.",
            "donnez un nombre entre 1024 et 65535 : PORT=8001 ./run",
        )
    return int(asked)


def require_free_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            why = f"le port {port} est réservé à l’administrateur de la machine."
        except OSError:
            why = f"le port {port} est déjà pris par un autre programme."
        else:
            return
    raise ServiceError(
        "Le site n’a pas pu démarrer.", why, f"choisissez un autre port : PORT={port + 1} ./run"
    )


def _serve(display: Display, port: int, address: str, begin: float) -> None:
    """Everything in order; whatever happens, what was started here is stopped."""
    display.say("Proch’Orientation\n")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE") or "config.settings.local",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(),
        "SITE_URL": address,
        "PYTHONUNBUFFERED": "1",
    }
    supervisor = Supervisor(LOCAL / "run.json", LOGS, environment, display)
    if supervisor.recover():
        display.say("  Un démarrage précédent avait été coupé : ses restes ont été arrêtés.")
    require_free_port(port)
    servers = Servers(SITE_DATA, display, durable=True)
    try:
        environment |= servers.join(wait=False)
        supervisor.environment = environment
        manage = Manage(environment, LOGS / "setup.log", display)
        migrate(manage, environment["DATABASE_URL"])
        # The web process comes up beside Elasticsearch; on an empty database it would remember what it did not find.
        early = is_filled(environment["DATABASE_URL"])
        if early:
            _start_web(supervisor, port)
        servers.wait_for_search()
        accounts = prepare_content(manage, environment)
        if not early:
            _start_web(supervisor, port)
        with display.step("Site"):
            wait_for_answer(supervisor, address)
        _start_background(supervisor)
        _announce(display, environment, address, accounts, begin)
        supervisor.watch()
    finally:
        display.say("\nArrêt…")
        with contextlib.ExitStack() as stack:
            stack.callback(servers.leave)
            supervisor.stop()
        display.say("Tout est arrêté ; les données restent dans .local/.")


def _start_web(supervisor: Supervisor, port: int) -> None:
    program, *options = WEB
    web = [str(PYTHON.parent / program), *options, "--port", str(port), *WEB_APPLICATION]
    supervisor.start("site", web, vital=True)


def _start_background(supervisor: Supervisor) -> None:
    supervisor.start("worker", [str(PYTHON), "manage.py", "worker"])
    supervisor.start("scheduler", [str(PYTHON), "manage.py", "scheduler"])


def wait_for_answer(supervisor: Supervisor, address: str) -> None:
    """Return once the home page answers; a page in error is worth a message of its own."""
    limit = time.monotonic() + ANSWER_LIMIT
    web = supervisor.children[0]
    while time.monotonic() < limit:
        supervisor.check(web)
        try:
            with DIRECT.open(f"{address}/fr/", timeout=ANSWER_LIMIT):
                return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
            raise ServiceError(
                f"La page d’accueil répond par une erreur ({error.code}).",
                tail(web.log) or "aucun message.",
                f"lisez {web.log}, corrigez la cause, puis relancez ./run.",
            ) from error
        except OSError:
            time.sleep(0.1)
    raise ServiceError("Le site ne répond pas.", tail(web.log) or "aucun message.", f"lisez {web.log}.")


def _announce(
    display: Display, environment: Mapping[str, str], address: str, accounts: Accounts, begin: float
) -> None:
    display.say(f"\nLe site est prêt, en {seconds(time.monotonic() - begin)}.\n")
    display.say(f"  Site              {address}/")
    display.say(f"  Back-office       {address}/admin/")
    display.say(f"  Composants        {address}/patterns/")
    display.say(f"  Courriels         {environment.get('EMAIL_URL') or MAILS}")
    display.say(f"  Journaux          {LOGS}")
    if accounts:
        width = max(len(role) for role in accounts)
        login = max(len(account["login"]) for account in accounts.values())
        display.say("\n  Comptes de démonstration (affichés cette fois seulement) :")
        for role, account in accounts.items():
            display.say(f"    {role:<{width}}   {account['login']:<{login}}   {account['password']}")
        display.say(f"  Ils sont gardés dans {ACCOUNTS}")
    elif ACCOUNTS.exists():
        display.say(f"  Comptes           {ACCOUNTS}")
    display.say("\n  Ctrl-C arrête tout.")


if __name__ == "__main__":
    sys.exit(main())
