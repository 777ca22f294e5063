"""The SQL of the ten busiest addresses, table by table: a snapshot, so that a change is seen in review.

`UPDATE_SNAPSHOTS=1 ./test site/test_sql.py` writes it anew.
"""

import json
import os
import re
from pathlib import Path

import pytest
from django.test import Client

from evenements.models import AgendaIndexPage, Evenement
from formations.models import FormationPage, FormationsIndexPage
from home.models import HomePage, SecteurPage
from metiers.models import MetierPage, MetiersIndexPage
from tests.queries import queries_of

pytestmark = [pytest.mark.seeded, pytest.mark.integration]

SNAPSHOT = Path(__file__).with_name("queries.json")
FROM = re.compile(r'\bFROM "(\w+)"')


def shape(sql: str) -> str:
    """What a query is about: its first word and the first table it reads."""
    table = FROM.search(sql)
    return f"{sql.split(None, 1)[0]} {table.group(1) if table else ''}".strip()


def addresses() -> dict[str, str]:
    french = {"locale__language_code": "fr"}
    event = Evenement.objects.filter(live=True).order_by("pk")[0]
    pages = {
        model.__name__: model.objects.live().filter(**french).order_by("pk").first().url
        for model in (
            HomePage,
            MetiersIndexPage,
            MetierPage,
            FormationsIndexPage,
            FormationPage,
            AgendaIndexPage,
            SecteurPage,
        )
    }
    return {
        **pages,
        "Evenement": event.url,
        "search": "/fr/recherche/?q=soudure",
        "suggest": "/suggest/?q=soud&lang=fr",
    }


def test_sql_of_the_busiest_addresses(client: Client) -> None:
    found = {name: [shape(sql) for sql in queries_of(client, url)] for name, url in addresses().items()}
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(found, indent=1) + "\n")
    assert len(found) == 10
    assert found == json.loads(SNAPSHOT.read_text())
