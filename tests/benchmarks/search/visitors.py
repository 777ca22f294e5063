"""People of a scripted day: what they type, click, rephrase and filter, hour by hour."""

import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest.mock import patch
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.journal import board, files
from search.journal.models import SearchedQuestion
from search.journal.views import ScopeForm, places

#: Most asked first; Zipf's law does the rest.
QUESTIONS = (
    "infirmière", "bac pro", "cap cuisine", "soudeur", "aide soignante", "mécanicien", "alternance lille", "boulanger",
    "électricien", "bts mco", "portes ouvertes", "jaime les animaux", "metier qui paye", "que faire apres la 3eme",
    "kiné lille", "éolien", "hydrogène", "technicien de maintenance", "coiffeuse", "auxiliaire de puériculture",
    "éducateur spécialisé", "prof", "bac pro mécanique alternance", "cap petite enfance", "plombier", "logistique",
    "conducteur de train", "batterie", "canal seine nord", "elecricien", "sans diplôme", "apprentissage amiens",
    "cap patisserie amiens", "développeur web", "informatique", "bts ndrc", "cuisinier", "agriculture",
    "métiers de la mer",
    "marin pêcheur", "textile", "dentelle", "menuisier", "charpentier", "maçon", "peintre", "carreleur", "grutier",
)  # fmt: skip
NOTHING = (
    "youtubeur",
    "naturopathe",
    "thanatopracteur",
    "vétérinaire équin",
    "pilote de ligne",
    "trader",
    "astronaute",
)
PERSONS = (
    "marie durand",
    "06 12 34 56 78",
    "lucas.martin@exemple.fr",
    "Djibril Ouedraogo",
    "mme lefebvre lille",
)
REPHRASED = (
    ("prof", "enseignant"),
    ("kiné lille", "masseur kinésithérapeute"),
    ("elecricien", "électricien"),
    ("maçon", "bâtiment"),
)
ENGLISH = ("nurse", "welder", "baker", "open day", "apprenticeship")
#: Share of the searches of each hour, from 7 to 22: breaks, lunch, evening.
HOURS = (1, 4, 8, 10, 11, 9, 7, 8, 11, 12, 7, 4, 3, 3, 1, 1)
FIRST_HOUR = 7
LINK = re.compile(
    r'href="(/(?:fr|en)/(?:metiers|formations|agenda|etablissements|ambassadeurs|secteurs)/[\w-]+/)"'
)


@dataclass
class Day:
    """What was done, to be held against what the board says."""

    searches: int = 0
    clicks: int = 0
    refined: int = 0
    requests: int = 0


class Visitors:
    """Deterministic: the same seed asks the same questions."""

    def __init__(self, seed: int = 20261124) -> None:
        self.random = random.Random(seed)
        self.client = Client(raise_request_exception=False, headers={"host": "localhost"})
        self.done = Day()

    def visit(self) -> None:
        """One search, and what comes after it."""
        if self.random.random() < 0.08:
            self._one("en", self.random.choice(ENGLISH))
            return
        if self.random.random() < 0.06:
            first, second = self.random.choice(REPHRASED)
            here, _page = self._search("fr", q=first)
            self._search("fr", here, q=second)
            self.done.refined += 1
            return
        self._one("fr", self._question())

    def _question(self) -> str:
        drawn = self.random.random()
        if drawn < 0.05:
            return self.random.choice(NOTHING)
        if drawn < 0.08:
            return self.random.choice(PERSONS)
        if drawn < 0.16:
            return f"{self.random.choice(QUESTIONS)} {self.random.randrange(10_000)}"[:60]
        rank = min(int(self.random.paretovariate(0.9)), len(QUESTIONS)) - 1
        return QUESTIONS[rank]

    def _one(self, language: str, q: str) -> None:
        place = (
            {"dep": self.random.choice(("59", "62", "80", "60", "02"))} if self.random.random() < 0.3 else {}
        )
        here, page = self._search(language, q=q, **place)
        if self.random.random() < 0.15:
            here, page = self._get(
                f"/{language}/recherche/?{urlencode({'q': q, **place, 'niveau': '3'})}", here
            )
        links = LINK.findall(page)
        if links and self.random.random() < 0.55:
            self._get(self.random.choice(links[:6]), here)
            self.done.clicks += 1

    def _search(self, language: str, origin: str = "", **asked: str) -> tuple[str, str]:
        self.done.searches += 1
        return self._get(f"/{language}/recherche/?{urlencode(asked)}", origin)

    def _get(self, address: str, origin: str) -> tuple[str, str]:
        headers = {"referer": f"http://localhost{origin}"} if origin else {}
        response = self.client.get(address, headers=headers)
        self.done.requests += 1
        return address, response.content.decode(errors="replace")


@contextmanager
def clock() -> Iterator[list[datetime]]:
    """The hour that the journal writes: the first item of the list given."""
    hour = [timezone.now()]
    with patch("search.journal.middleware.timezone.now", lambda: hour[0]):
        yield hour


def live(searches: int, days: int) -> Day:
    """The visits of `days` days ending today, hour by hour."""
    visitors = Visitors()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    with clock() as hour:
        for day in range(days):
            for number, share in enumerate(HOURS):
                hour[0] = midnight - timedelta(days=day) + timedelta(hours=FIRST_HOUR + number)
                for _visit in range(round(searches / days * share / sum(HOURS))):
                    visitors.visit()
    return visitors.done


def run(searches: int, days: int) -> None:
    """Live the days, count them, show what the board says."""
    started = time.perf_counter()
    done = live(searches, days)
    seconds = time.perf_counter() - started
    size = files.journal().stat().st_size
    print(
        f"{done.searches} recherches, {done.clicks} clics, {done.refined} reformulations : {done.requests} pages"
    )
    print(
        f"  {seconds:.1f} s ({1000 * seconds / done.requests:.0f} ms la page), journal de {size / 1000:.0f} ko"
    )
    started = time.perf_counter()
    read = files.read_all()
    seconds = time.perf_counter() - started - files.GRACE
    print(f"Comptées : {read.lines} lignes en {seconds:.2f} s, {read.refused} illisibles")
    print(
        f"  reste sur le disque : {sorted(path.name for path in files.journal().parent.iterdir()) or 'rien'}"
    )
    show_board(done)


def show_board(done: Day) -> None:

    scope = ScopeForm({}, places()).scope
    with CaptureQueriesContext(connection) as queries:
        started = time.perf_counter()
        totals = board.totals(scope)
        lists = [
            read(scope)
            for read in (board.frequent, board.without_answer, board.few_clicks, board.refinements)
        ]
        rest = board.unsaid(scope)
        seconds = time.perf_counter() - started
    kept = SearchedQuestion.objects.exclude(text="").count()
    now = totals.now
    print(f"Tableau : {now.searches} recherches (semaine), {now.empty} sans réponse, {now.clicks} clics")
    known = SearchedQuestion.objects.count()
    print(f"  {len(queries)} requêtes, {1000 * seconds:.0f} ms ; {kept} textes gardés sur {known}")
    print(
        f"  non écrites : {rest.questions} questions, {rest.searches} recherches ; faites : {done.searches}"
    )
    for title, rows in zip(("fréquentes", "sans réponse", "peu suivies", "reformulées"), lists, strict=True):
        print(f"  {title} : " + ", ".join(row.text for row in rows[:6]))
