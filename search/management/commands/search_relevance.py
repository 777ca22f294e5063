"""`manage.py search_relevance`: how well the judged questions of `tests/relevance/` are answered, by kind."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand

from search.relevance import asking, measures
from search.relevance.measures import Score, Summary
from search.understanding import lexicon

STORES = ("elasticsearch", "postgresql", "baseline")
HEAD = f"{'':16}{'questions':>10}{'nDCG@10':>9}{'MRR':>7}{'écran':>7}{'vides':>7}"


class Command(BaseCommand):
    help = "Mesure la pertinence sur les questions jugées de tests/relevance/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--set", choices=sorted(asking.SETS), default="questions", help="Jeu de questions."
        )
        parser.add_argument("--store", choices=STORES, action="append", help="Par défaut, les trois.")
        parser.add_argument(
            "--worst", type=int, default=0, help="Montrer les questions les moins bien répondues."
        )

    def handle(self, *, store: list[str] | None, worst: int, **options: Any) -> None:
        """`baseline` is PostgreSQL full text over the words as typed, what the site would answer without this work."""
        lexicon.refresh()
        questions = asking.load(options["set"])
        for name in store or STORES:
            scores = measures.run(questions, asking.asking(name))
            self.stdout.write(f"\n{name}\n{HEAD}")
            for line in measures.by_kind(scores):
                self.stdout.write(written(line))
            self.show_worst(scores, worst)

    def show_worst(self, scores: Sequence[Score], count: int) -> None:
        answerable = [score for score in scores if score.judged.grades]
        for score in sorted(answerable, key=lambda one: one.ndcg)[:count]:
            judged = score.judged
            answered = "  ".join(f"{judged.grades.get(path, 0)} {path}" for path in score.answered)
            self.stdout.write(f"{score.ndcg:.2f} {judged.kind} « {judged.q} » {answered}")


def written(line: Summary) -> str:
    figures = f"{line.ndcg:>9.3f}{line.mrr:>7.3f}{line.screen:>7.0%}{line.empty:>7.0%}"
    return f"{line.kind:16}{line.questions:>10}{figures}"
