"""Figures: one record each, named by its key in the other files."""

from dataclasses import dataclass, field

from django.db.models import Model

from chiffres.models import Chiffre
from demo.loader.bulk import Batch
from demo.loader.context import Context
from demo.loader.documents import Document
from demo.loader.fields import assign, refuse_unknown
from demo.loader.records import publish_record
from demo.loader.relations import found
from demo.loader.state import Registre

FIELDS = (
    "nature", "libelle", "diffusion", "valeur", "unite", "population", "grain", "annee", "periode", "effectif",
    "seuil", "source_titre", "source_editeur", "source_url", "licence",
)  # fmt: skip
OTHERS = {"cle", "en", "departement", "etablissement", "brouillon"}


@dataclass
class Figures:
    """The figures of one run, and those that were in the database before it."""

    registre: Registre
    context: Context
    batch: Batch = field(init=False)
    known: dict[str, Chiffre] = field(init=False)

    def __post_init__(self) -> None:
        self.batch = Batch(self.registre)
        self.known = {figure.cle: figure for figure in Chiffre.objects.all()}

    def load(self, document: Document) -> None:
        key = f"{document.name}#{document.slug}"
        figure = self.known.get(document.slug)

        def write() -> Model:
            row = fill(figure or Chiffre(cle=document.slug), document, self.context)
            publish_record(row, document)
            return row

        if figure is None and not self.registre.is_current(key, document.digest):
            row = fill(Chiffre(cle=document.slug, live=False), document, self.context)
            self.batch.add(key, row, document)
            self.known[document.slug] = row
        elif figure is not None and figure.pk is None:
            raise document.fault("un autre chiffre a déjà cette clé.", document.line("cle"))
        else:
            self.registre.load(key, document.digest, figure, write)

    def flush(self) -> None:
        self.batch.flush()
        self.context.forget("chiffre")


def fill(row: Chiffre, document: Document, context: Context) -> Chiffre:
    refuse_unknown(document, {*FIELDS, *OTHERS})
    assign(row, FIELDS, document, context)
    row.translations = {"en": document.meta["en"]} if "en" in document.meta else {}
    for name in ("departement", "etablissement"):
        key = document.meta.get(name)
        setattr(row, name, found(name, key, document.line(name), document, context) if key else None)
    return row
