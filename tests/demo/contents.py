"""The files of `demo/content`, read once for all the tests that look at their text."""

import csv
from functools import cache

from demo import visible
from demo.loader import run
from demo.loader.documents import Document
from demo.loader.markdown import Section
from demo.loader.run import Files


@cache
def files() -> Files:
    return run.read(run.CONTENT)


def documents(language: str = "", kind: str = "") -> list[Document]:
    """Pages and events, drafts included."""
    return [
        document
        for document in (*files().documents, *files().events)
        if language in ("", document.language) and kind in ("", document.kind)
    ]


def published(kind: str, language: str = "fr") -> list[Document]:
    """What a visitor sees once the files are loaded: a translation has the state of its French file."""
    hidden = {
        document.slug
        for document in documents("fr", kind)
        if document.meta.get("etat", "publie") != "publie" or document.meta.get("brouillon")
    }
    return [document for document in documents(language, kind) if document.slug not in hidden]


def told(document: Document) -> list[visible.Line]:
    """The text without the box of facts, which holds no sentence."""
    facts = {str(document.meta[key]) for key in visible.FACTS if document.meta.get(key)}
    return [(line, text) for line, text in visible.texts(document) if text not in facts]


def section(document: Document, start: str | tuple[str, ...]) -> Section | None:
    """The section whose title begins so."""
    return next((one for one in document.sections if one.title.casefold().startswith(start)), None)


@cache
def departement_of() -> dict[str, str]:
    """Département of each établissement that a file may name, by UAI."""
    found = {}
    for path, column in [
        (run.CONTENT.parent / "reference/etablissements.csv", "code_insee"),
        *((path, "commune") for path in sorted((run.CONTENT / "etablissements").glob("*.csv"))),
    ]:
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["uai"]: row[column][:2] for row in csv.DictReader(file, delimiter=";")}
    return found
