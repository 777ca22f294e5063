"""Reads judged questions (`tests/relevance/*.tsv`) and resolves what they name against the indexed documents.

The notation is written at the top of `questions.tsv`. An address that leads nowhere is an error: a judgement must not
silently judge nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from common.geo import Point, kilometres
from search.folding import folded
from search.models import IndexedDocument

Grades = dict[str, int]

NEAR_KM = 30.0
_PATTERN = re.compile(r"^(?P<path>[\w/-]*)\[(?P<conditions>.*)\]$")


class JudgementError(ValueError):
    """A line of a file that cannot be read, or names nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with the grade (1 to 3) of each content that answers it, by path. Hopeless: no grade."""

    kind: str
    language: str
    q: str
    grades: Grades

    @property
    def best(self) -> int:
        return max(self.grades.values(), default=0)


@dataclass(frozen=True, slots=True)
class Job:
    """A line of `jobs.tsv`."""

    slug: str
    secteur: str
    trainings: tuple[str, ...]


def lines_of(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def read_jobs(path: Path) -> dict[str, Job]:
    return {
        slug: Job(slug, secteur, () if trainings == "-" else tuple(trainings.split()))
        for slug, secteur, trainings in lines_of(path)
    }


def path_of(url: str) -> str:
    """“/fr/metiers/infirmiere/” → “metiers/infirmiere”; “/fr/glossaire/#bts” → “glossaire/bts”."""
    return url.split("/", 2)[-1].replace("#", "").strip("/") if url.count("/") > 1 else url


@dataclass(slots=True)
class Contents:
    """The documents that a page in `language` may show, by path, and where communes are."""

    documents: dict[str, Mapping[str, Any]]
    titles: dict[str, set[str]]
    communes: Mapping[str, Point]
    missing: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, language: str, communes: Mapping[str, Point]) -> "Contents":
        rows = list(
            IndexedDocument.objects.filter(gone=False).order_by("key").values_list("language", "source")
        )
        titles: dict[str, set[str]] = {}
        documents: dict[str, Mapping[str, Any]] = {}
        for code, source in rows:
            path = path_of(source["card"]["url"])
            titles.setdefault(path, set()).add(source["title"])
            if code == language or (code == "fr" and language not in source["languages"]):
                documents[path] = source
        return cls(documents, titles, communes)

    def matching(self, text: str) -> list[str]:
        """Paths of one name or pattern."""
        found = _PATTERN.match(text)
        if found is None:
            if text not in self.documents:
                if text not in self.titles:
                    raise JudgementError(f"aucun contenu à l’adresse « {text} »")
                return []
            return [text]
        conditions = [one.partition("=") for one in found["conditions"].split(",") if one]
        return [
            path
            for path, source in self.documents.items()
            if path.startswith(f"{found['path']}/")
            and all(self._holds(source, name, value) for name, _, value in conditions)
        ]

    def _holds(self, source: Mapping[str, Any], name: str, value: str) -> bool:
        if name in {"near", "near10"}:
            return self.is_near(source, value, 10.0 if name == "near10" else NEAR_KM)
        if name == "names":
            return self.names(source, [f"metiers/{value}", f"formations/{value}"])
        if name == "title":
            return folded(value) in folded(source["title"])
        values = [str(one) for one in source.get(_FIELDS[name], ())]
        return bool(values) if value == "*" else value in values

    def names(self, source: Mapping[str, Any], paths: Iterable[str]) -> bool:
        """The content says that it is about one of these."""
        words = set(source.get("keywords", ()))
        return any(words & self.titles.get(path, set()) for path in paths)

    def is_near(self, source: Mapping[str, Any], place: str, limit: float = NEAR_KM) -> bool:
        """Within the distance of a commune, or in a département (“dep60”)."""
        if place.startswith("dep"):
            return place[3:] in source.get("departements", ())
        point = self.communes[place]
        return any(kilometres((one["lat"], one["lon"]), point) <= limit for one in source.get("points", ()))


_FIELDS = {
    "type": "types",
    "secteur": "secteurs",
    "niveau": "niveaux",
    "voie": "voies",
    "rev3": "rev3",
    "dep": "departements",
}


class Judge:
    """Turns the judgement column into grades."""

    def __init__(self, jobs: Mapping[str, Job], contents: Mapping[str, Contents]) -> None:
        self.jobs, self.contents = jobs, contents

    def read(self, path: Path) -> list[Judged]:
        judged = []
        for number, columns in enumerate(lines_of(path), start=1):
            try:
                kind, language, q, judgement = columns
                judged.append(Judged(kind, language, q, self.grades(judgement, self.contents[language])))
            except (ValueError, KeyError) as error:
                raise JudgementError(f"{path.name}, question {number} ({columns[2:3]}) : {error}") from error
        return judged

    def grades(self, judgement: str, contents: Contents) -> Grades:
        grades: Grades = {}
        for part in (part.strip() for part in judgement.split(";")):
            if part == "-":
                continue
            if part[0] in "=+":
                found = (
                    self._job(part[1:], contents) if part[0] == "=" else self._training(part[1:], contents)
                )
            else:
                grade, *names = part.split()
                found = {path: int(grade) for name in names for path in contents.matching(name)}
            grades |= {path: max(grade, grades.get(path, 0)) for path, grade in found.items()}
        return grades

    def _job(self, text: str, contents: Contents) -> Grades:
        slug, _, place = text.partition("@")
        job = self.jobs[slug]
        subject = f"metiers/{slug}"
        trainings = [f"formations/{name}" for name in job.trainings]
        grades = self._naming([subject, *trainings], contents, place)
        grades[f"secteurs/{job.secteur}"] = 1
        for training in trainings:
            contents.matching(training)
            near = (
                bool(place)
                and training in contents.documents
                and contents.is_near(contents.documents[training], place)
            )
            grades[training] = 3 if near else 2
        contents.matching(subject)
        return self._existing(grades | {subject: 3}, contents)

    def _training(self, slug: str, contents: Contents) -> Grades:
        training = f"formations/{slug}"
        contents.matching(training)
        grades = self._naming([training], contents)
        for job in self.jobs.values():
            if slug in job.trainings:
                grades |= {f"formations/{other}": 1 for other in job.trainings}
                grades[f"secteurs/{job.secteur}"] = 1
        grades |= {f"metiers/{job.slug}": 2 for job in self.jobs.values() if slug in job.trainings}
        return self._existing(grades | {training: 3}, contents)

    def _naming(self, paths: list[str], contents: Contents, place: str = "") -> Grades:
        """What names them; at a place, only what is there, and it is worth more. People speak from anywhere."""
        grades: Grades = {}
        for path, source in contents.documents.items():
            if source["kind"] in {"metier", "formation"} or not contents.names(source, paths):
                continue
            if not place or source["kind"] == "ambassadeur":
                grades[path] = 1
            elif contents.is_near(source, place):
                grades[path] = 2
        return grades

    def _existing(self, grades: Grades, contents: Contents) -> Grades:
        """Only what a page of this language may show."""
        return {path: grade for path, grade in grades.items() if path in contents.documents}
