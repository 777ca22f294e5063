"""What `demo/content` holds, counted: the tables of a release note. No database."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from statistics import median

from demo import visible
from demo.loader.documents import Document
from demo.loader.run import CONTENT, Files

Row = tuple[object, ...]
LANGUAGES = ("fr", "en")
ETABLISSEMENTS = CONTENT.parent / "reference" / "etablissements.csv"


def published(files: Files) -> list[Document]:
    """Pages and events that a visitor sees; a translation has the state of its French file."""
    documents = [*files.documents, *files.events]
    hidden = {
        (document.kind, document.slug)
        for document in documents
        if document.language == "fr"
        if document.meta.get("etat", "publie") != "publie" or document.meta.get("brouillon")
    }
    return [document for document in documents if (document.kind, document.slug) not in hidden]


def departements(files: Files) -> dict[str, str]:
    """Département of each établissement that an offer may name, by UAI."""
    with ETABLISSEMENTS.open(encoding="utf-8", newline="") as file:
        found = {row["uai"]: row["code_insee"][:2] for row in csv.DictReader(file, delimiter=";")}
    return found | {school.slug: str(school.meta["commune"])[:2] for school in files.schools}


def pages(files: Files) -> Iterator[Row]:
    """Kind, then pages and words in each language."""
    count: Counter[tuple[str, str]] = Counter()
    length: Counter[tuple[str, str]] = Counter()
    for document in published(files):
        key = document.kind, document.language
        count[key] += 1
        length[key] += sum(visible.words(text) for _line, text in visible.texts(document))
    for kind in sorted({kind for kind, _language in count}):
        yield kind, *(number[kind, language] for number in (count, length) for language in LANGUAGES)
    totals = (
        sum(number[key] for key in number if key[1] == language)
        for number in (count, length)
        for language in LANGUAGES
    )
    yield "total", *totals


def offers(files: Files) -> Iterator[Row]:
    where = departements(files)
    ways = Counter((where[offer.meta["uai"]], offer.meta.get("voie", "scolaire")) for offer in files.offers)
    for code in sorted({code for code, _way in ways}):
        yield code, ways[code, "scolaire"], ways[code, "apprentissage"]
    yield "total", *(sum(ways[key] for key in ways if key[1] == way) for way in ("scolaire", "apprentissage"))


def figures(files: Files) -> Iterator[Row]:
    count = Counter((figure.meta["source_titre"], figure.meta["source_editeur"]) for figure in files.figures)
    for (title, producer), number in sorted(count.items(), key=lambda item: (-item[1], item[0])):
        yield title, producer, number
    yield "total", "", count.total()


Texts = Callable[[Document], list[visible.Line]]


def readability(files: Files) -> Iterator[Row]:
    """Kandel-Moles in French: lowest and median by kind, the simplified versions apart."""
    french = [document for document in published(files) if document.language == "fr"]
    for kind in sorted({document.kind for document in french}):
        yield kind, *spread(french, visible.texts, kind)
    simplified = [document for document in french if visible.simplified(document)]
    for kind in sorted({document.kind for document in simplified}):
        yield f"{kind}, version simplifiée", *spread(simplified, visible.simplified, kind)


def spread(documents: Iterable[Document], texts: Texts, kind: str) -> tuple[int, int, int]:
    scores = [visible.kandel_moles(texts(document)) for document in documents if document.kind == kind]
    return len(scores), round(min(scores)), round(median(scores))


def table(title: str, head: Row, rows: Iterable[Row]) -> str:
    """In Markdown."""
    lines = [head, tuple("---" for _cell in head), *rows]
    return "\n".join([f"### {title}", "", *(f"| {' | '.join(map(str, line))} |" for line in lines), ""])


def report(files: Files) -> str:
    return "\n".join(
        [
            table("Pages", ("type", "français", "anglais", "mots français", "mots anglais"), pages(files)),
            table("Offres", ("département", "à l’école", "en apprentissage"), offers(files)),
            table("Chiffres", ("source", "producteur", "chiffres"), figures(files)),
            table("Kandel-Moles", ("type", "pages", "minimum", "médiane"), readability(files)),
        ]
    )
