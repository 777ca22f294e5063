"""Puts judged questions to the search as a reader does, and to the fallback alone as a baseline."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation

from search import elastic, fallback, understanding
from search.grammar import Filters
from search.relevance.judgements import Contents, Judge, Judged, path_of, read_jobs
from search.relevance.measures import DEPTH, Ask
from territoires.models import Commune

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "relevance"
SETS = {"questions": "questions.tsv", "held-out": "held_out.tsv"}


def load(name: str, folder: Path = FOLDER) -> list[Judged]:
    """The judged questions of one set, resolved against the documents indexed now."""
    communes = {
        code: (latitude, longitude)
        for code, latitude, longitude in Commune.objects.values_list("code", "latitude", "longitude")
        if latitude is not None and longitude is not None
    }
    contents = {language: Contents.load(language, communes) for language, _name in settings.LANGUAGES}
    return Judge(read_jobs(folder / "jobs.tsv"), contents).read(folder / SETS[name])


def asking(store: str, now: datetime | None = None) -> Ask:
    """How a store answers: `elasticsearch`, `postgresql` (the same understanding), or `baseline` (words as typed)."""
    moment = now or timezone.now()
    search = elastic.search if store == "elasticsearch" else fallback.search

    def ask(judged: Judged) -> Sequence[str]:
        with translation.override(judged.language):
            filters = Filters(q=judged.q, n=DEPTH) if store == "baseline" else _understood(judged)
            found = search(filters, judged.language, moment)
        return [path_of(result.url) for result in found.results]

    return ask


def _understood(judged: Judged) -> Filters:
    """What the search page makes of the address."""
    return understanding.read(Filters(q=judged.q, n=DEPTH), judged.language).filters
