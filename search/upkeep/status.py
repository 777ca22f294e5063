"""How the index is, for people: what serves, what is kept for a rollback, what waits, what went wrong."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Max, Min
from django.utils import timezone

from search.engine import EngineDownError, alias, index_behind, previous
from search.index.definition import LANGUAGES
from search.models import QueuedChange
from search.rebuild import count, expected


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """One language: the index that serves and its documents, those of PostgreSQL, and the index kept before it."""

    language: str
    documents: int | None
    expected: int
    built: datetime | None
    kept: int | None
    kept_built: datetime | None

    @property
    def agrees(self) -> bool:
        return self.documents == self.expected


@dataclass(frozen=True, slots=True)
class Status:
    """`down`: why Elasticsearch does not answer, empty when it does."""

    languages: tuple[LanguageStatus, ...]
    down: str
    waiting: int
    attempts: int
    oldest: datetime | None
    error: str

    @property
    def may_roll_back(self) -> bool:
        return any(one.kept is not None for one in self.languages)


def status() -> Status:
    down, languages = "", []
    for language in LANGUAGES:
        try:
            languages.append(_language(language))
        except EngineDownError as error:
            down = str(error)
            languages.append(LanguageStatus(language, None, expected(language), None, None, None))
    queue = QueuedChange.objects.aggregate(
        waiting=Count("pk"), attempts=Max("attempts"), oldest=Min("created_at")
    )
    last = QueuedChange.objects.exclude(error="").order_by("-attempts", "-pk").first()
    return Status(
        languages=tuple(languages),
        down=down,
        waiting=queue["waiting"],
        attempts=queue["attempts"] or 0,
        oldest=queue["oldest"],
        error=last.error if last else "",
    )


def _language(language: str) -> LanguageStatus:
    serving, kept = index_behind(alias(language)), index_behind(previous(language))
    return LanguageStatus(
        language=language,
        documents=count(serving) if serving else None,
        expected=expected(language),
        built=_built(serving),
        kept=count(kept) if kept else None,
        kept_built=_built(kept),
    )


def _built(index: str | None) -> datetime | None:
    """The name of an index ends with the moment it was created, in UTC."""
    found = re.search(r"-(\d{14})\d{3}$", index or "")
    if found is None:
        return None
    return timezone.localtime(datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC))
