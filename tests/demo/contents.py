"""The files of `demo/content`, read once for all the tests that look at their text."""

from functools import cache

from demo import report, visible
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
    """What a visitor sees once the files are loaded."""
    return [one for one in report.published(files()) if (one.kind, one.language) == (kind, language)]


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
    return report.departements(files())
