"""The agenda of 20,000 events beside the agenda of 200: same queries, and what each page costs.

`python -m tests.benchmarks.agenda.events` with `DATABASE_URL` of a PostgreSQL where a database may be created: the
bench makes its own beside it, and drops it. The same process measures 200 events, then 20,000, after ANALYZE.
"""

import os
import re
import statistics
import sys
import time
from datetime import timedelta
from typing import Any

import django
import psycopg

from tests.benchmarks.agenda.front import ROOT

SMALL, LARGE = 200, 20_000
TIMES = 9
#: A page may take this many times longer with a hundred times more events: counts grow, what is shown does not.
AT_MOST = 12.0
ADDRESSES = (
    "/fr/agenda/",
    "/fr/agenda/?type=worldskills&dep=59&secteur=energies",
    "/fr/agenda/?commune=59350&rayon=20",
    "/fr/agenda/mois/",
    "/fr/agenda/carte/",
    "/fr/agenda/agenda.ics?type=worldskills&n=50",
    "/fr/agenda/agenda.ics",
    "/fr/agenda/agenda.rss",
    "/fr/agenda/agenda.json",
    "/api/v1/evenements/",
    "/embed/v1/agenda/?uai=0590001A",
    "/embed/v1/agenda/?dep=59",
    "/fr/worldskills/",
)


def own_database() -> tuple[str, str]:
    """Name and address of a database that did not exist."""
    address = os.environ["DATABASE_URL"]
    name = f"proch_bench_{os.getpid()}"
    administer(address, f"CREATE DATABASE {name}")
    return name, re.sub(r"/(\w+)(\?|$)", rf"/{name}\2", address, count=1)


def administer(address: str, command: str) -> None:
    with psycopg.connect(
        re.sub(r"/(\w+)(\?|$)", r"/postgres\2", address, count=1), autocommit=True
    ) as server:
        server.execute(command)


def plant() -> dict[str, Any]:
    """The tree, five communes, a hundred établissements, two sectors."""
    from home.models import WorldSkillsPage  # noqa: PLC0415 - after django.setup()
    from tests.home.factories import tree  # noqa: PLC0415
    from tests.secteurs.factories import SecteurFactory  # noqa: PLC0415
    from tests.territoires.factories import (  # noqa: PLC0415
        CommuneFactory,
        EtablissementFactory,
        abbeville,
    )

    site = tree()
    site.home.add_child(
        instance=WorldSkillsPage(title="WorldSkills", slug="worldskills", chapo="x", locale=site.home.locale)
    )
    communes = [CommuneFactory(), abbeville()]
    schools = [EtablissementFactory(uai=f"059{number:04d}A", commune=communes[0]) for number in range(1, 101)]
    sectors = [SecteurFactory(slug=slug) for slug in ("energies", "mer")]
    return {"locale": site.home.locale, "communes": communes, "schools": schools, "sectors": sectors}


def sow(world: dict[str, Any], first: int, last: int) -> None:
    """Events `first` to `last`: every type, two dates each over two years, a fifth of them gone by."""
    from django.utils import timezone  # noqa: PLC0415

    from evenements.enums import Public, TypeEvenement  # noqa: PLC0415
    from evenements.models import Evenement, EvenementSecteur, EvenementSession  # noqa: PLC0415

    kinds, publics = list(TypeEvenement), list(Public)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    events = Evenement.objects.bulk_create(
        Evenement(
            titre=f"Portes ouvertes {number}",
            slug=f"evenement-{number}",
            type=kinds[number % len(kinds)],
            resume="Visiter les ateliers et rencontrer les élèves.",
            lieu="Salle des fêtes",
            commune=(commune := world["communes"][number % 2]),
            departement=commune.departement,
            etablissement=world["schools"][number // 2 % 100] if number % 2 == 0 else None,
            publics=[publics[number % len(publics)]],
            locale=world["locale"],
            live=True,
        )
        for number in range(first, last)
    )
    days = [timedelta(days=event_number * 37 % 730 - 146) for event_number in range(first, last)]
    EvenementSession.objects.bulk_create(
        EvenementSession(
            evenement=event,
            debut=now + day + more,
            fin=now + day + more + timedelta(hours=3),
            sort_order=rank,
        )
        for event, day in zip(events, days, strict=True)
        for rank, more in enumerate((timedelta(0), timedelta(days=1)))
    )
    EvenementSecteur.objects.bulk_create(
        EvenementSecteur(content_object=event, tag=world["sectors"][event.pk % 2]) for event in events
    )


def measure() -> dict[str, tuple[int, float, float]]:
    """Queries, median and 95th centile in milliseconds, of each address."""
    from django.core.cache import cache  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client, found = Client(), {}
    for address in ADDRESSES:
        assert client.get(address).status_code == 200, address
        cache.clear()
        queries: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, seen: list[str] = queries) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            client.get(address)
        assert queries, address
        times = []
        for _time in range(TIMES):
            start = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - start) * 1000)
        times.sort()
        found[address] = (len(queries), statistics.median(times), times[int(TIMES * 0.95)])
    return found


def compare() -> bool:
    world = plant()
    sow(world, 0, SMALL)
    small = measure()
    for first in range(SMALL, LARGE, 2000):
        sow(world, first, min(first + 2000, LARGE))
    large = measure()
    good = True
    print(f"{'address':58}{'queries':>9}{SMALL:>12}{LARGE:>18}{'p50 ratio':>11}")
    for address in ADDRESSES:
        (few, p50, p95), (many, p50_large, p95_large) = small[address], large[address]
        ratio = p50_large / p50
        good &= few == many and ratio <= AT_MOST
        cost = f"{p50:>6.1f} /{p95:>6.1f}{p50_large:>9.1f} /{p95_large:>6.1f}"
        print(f"{address:58}{few:>5} {many:>3}{cost:>30}{ratio:>11.2f}")
    print("kept" if good else "NOT KEPT")
    return good


def main() -> int:
    name, address = own_database()
    os.environ.update({"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.test"})
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    try:
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        try:
            return 0 if compare() else 1
        finally:
            connection.close()
    finally:
        administer(address, f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
