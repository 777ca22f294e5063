"""Documents without rows: what a million contents would say. The same number gives the same document."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from common.search_documents import Dates, SearchDocument, Sorte
from tests.benchmarks.search.rows import WORDS

TRADES = (
    "soudeuse", "infirmière", "maçonne", "boulangère", "mécanicienne", "couvreuse", "cuisinière", "développeuse",
    "conductrice", "technicienne", "opératrice", "aide-soignante", "plombière", "électricienne", "paysagiste",
    "menuisière", "logisticienne", "comptable",
)  # fmt: skip
THINGS = (
    "atelier", "chantier", "équipe", "machine", "métal", "pain", "soin", "réseau", "énergie", "bateau", "train", "lin",
    "béton", "plante", "client",
)  # fmt: skip
SECTEURS = (
    "energies", "mobilites", "batiment", "agriculture", "sante", "numerique", "logistique", "textile", "mer", "accueil",
)  # fmt: skip
DEPARTEMENTS = ("02", "59", "60", "62", "80")
KINDS = (Sorte.FORMATION, Sorte.ETABLISSEMENT, Sorte.EVENEMENT, Sorte.METIER)
START = datetime(2027, 1, 4, 9, tzinfo=UTC)


def document(number: int) -> SearchDocument:
    chance = random.Random(number)
    trade, name = TRADES[number % len(TRADES)], WORDS[number % len(WORDS)]
    kind = KINDS[number % len(KINDS)]
    dep = chance.choice(DEPARTEMENTS)
    text = " ".join(chance.choices(THINGS, k=60))
    start = START + timedelta(hours=number % 5000)
    return SearchDocument(
        key=f"mesures.document:{number}",
        kind=kind,
        language="fr",
        title=f"{trade.capitalize()} {name} {number}",
        url=f"/fr/mesures/{number}/",
        summary=f"Travailler au {chance.choice(THINGS)} avec {name}.",
        detail=name,
        facts=("Bac", "2 ans"),
        alternatives=tuple(f"{trade} {thing}" for thing in chance.sample(THINGS, 3)),
        sigles=(f"BTS {trade[:3].upper()}",),
        keywords=(chance.choice(SECTEURS), chance.choice(THINGS)),
        places=(name, dep),
        body=text,
        secteurs=(chance.choice(SECTEURS),),
        niveaux=(chance.randint(3, 6),),
        voies=("scolaire",),
        departements=(dep,),
        points=((49 + chance.random() * 2, 1.5 + chance.random() * 2.5),),
        dates=(Dates(start, start + timedelta(hours=4)),) if kind is Sorte.EVENEMENT else (),
        valid_until=start + timedelta(days=3650),
    )


def documents(count: int) -> Iterator[SearchDocument]:
    for number in range(count):
        yield document(number)
