"""`glossaire.yaml`: the words of orientation, in the order in which they are written, each with its English."""

from collections.abc import Iterator
from pathlib import Path

from django.db.models import Model

from demo.loader import typography
from demo.loader.context import Context
from demo.loader.documents import Document
from demo.loader.fields import assign, refuse_unknown
from demo.loader.records import read_records, save
from demo.loader.state import Registre
from home.models import EntreeGlossaire

FIELDS = ("mot", "sigle", "definition")
ENGLISH = {"mot", "definition"}


def read_words(path: Path, root: Path) -> Iterator[Document]:
    """`ancre` names the word: it may not be written twice."""
    seen: dict[str, int] = {}
    for document in read_records(path, root, "mots"):
        ancre, line = str(document.meta.get("ancre", "")), document.line("ancre")
        if not ancre or ancre in seen:
            where = f" (déjà ligne {seen[ancre]})" if ancre else ""
            raise document.fault(f"chaque mot a son ancre, différente des autres{where}.", line)
        seen[ancre] = line
        document.slug = ancre
        yield document


def load_word(document: Document, registre: Registre, context: Context) -> None:
    word = EntreeGlossaire.objects.filter(ancre=document.slug).first()

    def write() -> Model:
        refuse_unknown(document, {*FIELDS, "ancre", "page", "en"})
        row = word or EntreeGlossaire(ancre=document.slug)
        assign(row, FIELDS, document, context)
        row.page_id = page_of(document, context)
        row.translations = english_of(document)
        save(row, document)
        return row

    registre.load(f"{document.name}#{document.slug}", document.digest, word, write)


def page_of(document: Document, context: Context) -> int | None:
    address = document.meta.get("page")
    if not address:
        return None
    try:
        target = context.addresses.resolve(str(address), "fr")
    except ValueError as error:
        raise document.fault(str(error), document.line("page")) from error
    if target.page is None:
        raise document.fault(f"page : « {address} » n’est pas une page du site.", document.line("page"))
    return target.page


def english_of(document: Document) -> dict[str, dict[str, str]]:
    words = document.meta.get("en")
    if words is None:
        return {}
    if not isinstance(words, dict) or set(words) != ENGLISH:
        raise document.fault("en : {mot: …, definition: …}.", document.line("en"))
    return {"en": {name: typography.apply(str(text), "en") for name, text in words.items()}}
