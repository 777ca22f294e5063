"""Runs the analyzers of an Elasticsearch server against the answers kept in `search/index/golden_*.json`.

The golden answers come from the minimal server that this project starts. The command says where another server
differs, before it serves anybody: see docs/search.md.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch

from search.index import features
from search.index.definition import LANGUAGES, body_of

FOLDER = Path(__file__).parent / "index"

Golden = dict[str, dict[str, list[str]]]  # analyzer → text → tokens


@dataclass(frozen=True, slots=True)
class Difference:
    """One text that a server analyses in another way; tokens are written `word@position`."""

    language: str
    analyzer: str
    text: str
    expected: list[str]
    found: list[str]


def golden_path(language: str) -> Path:
    return FOLDER / f"golden_{language}.json"


def read_golden(language: str) -> Golden:
    golden: Golden = json.loads(golden_path(language).read_text(encoding="utf-8"))
    return golden


def tokens(es: Elasticsearch, index: str, analyzer: str, text: str) -> list[str]:
    """What `_analyze` answers: words with their positions, which phrases and slops depend on."""
    if analyzer == "sort":
        answer = es.indices.analyze(index=index, text=text, normalizer=analyzer)
    else:
        answer = es.indices.analyze(index=index, text=text, analyzer=analyzer)
    return [f"{token['token']}@{token['position']}" for token in answer["tokens"]]


class ScratchIndex:
    """An empty index with the definition of a language, gone at the end."""

    def __init__(self, es: Elasticsearch, language: str) -> None:
        self.es, self.language = es, language
        self.name = f"{settings.INDEX_PREFIX}-parity-{language}-{uuid.uuid4().hex[:8]}"

    def __enter__(self) -> str:
        self.es.indices.create(index=self.name, **body_of(self.language))
        return self.name

    def __exit__(self, *_error: Any) -> None:
        self.es.options(ignore_status=404).indices.delete(index=self.name)


def compare(es: Elasticsearch, language: str) -> Iterator[Difference]:
    with ScratchIndex(es, language) as index:
        for analyzer, answers in read_golden(language).items():
            for text, expected in answers.items():
                found = tokens(es, index, analyzer, text)
                if found != expected:
                    yield Difference(language, analyzer, text, expected, found)


def record(es: Elasticsearch) -> int:
    """Write the golden answers again for the same texts; to be read in the diff before it is committed."""
    total = 0
    for language in LANGUAGES:
        golden = read_golden(language)
        with ScratchIndex(es, language) as index:
            answers = {
                analyzer: {text: tokens(es, index, analyzer, text) for text in texts}
                for analyzer, texts in golden.items()
            }
        total += sum(len(texts) for texts in answers.values())
        text = json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True)
        golden_path(language).write_text(f"{text}\n", encoding="utf-8")
    return total


def run(es: Elasticsearch) -> tuple[int, list[Difference]]:
    """Number of texts compared, and the differences."""
    total = sum(len(texts) for language in LANGUAGES for texts in read_golden(language).values())
    return total, [difference for language in LANGUAGES for difference in compare(es, language)]


def undocumented() -> list[str]:
    """Features of the definition outside the list of those tried."""
    return features.not_available()
