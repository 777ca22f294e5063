"""Offers: more than a thousand lines of CSV, so the tables they name are read once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from demo.loader import typography
from demo.loader.bulk import Batch
from demo.loader.context import Context
from demo.loader.documents import Document
from demo.loader.fields import assign
from demo.loader.records import YES_NO, publish_record
from demo.loader.relations import found
from demo.loader.state import Registre
from formations.models import Offre, Session

FIELDS = ("voie", "site", "precision", "capacite", "capacite_annee", "capacite_source", "site_web", "source")
# What makes an offer one and the same, as in the constraint `offre_once`.
Identity = tuple[int, int, str, str, str]


def identity(offer: Offre) -> Identity:
    return offer.formation_id, offer.etablissement_id, offer.voie, offer.site, offer.precision


@dataclass
class Offers:
    """The offers of one run, and those that were in the database before it."""

    registre: Registre
    context: Context
    batch: Batch = field(init=False)
    known: dict[Identity, Offre] = field(init=False)

    def __post_init__(self) -> None:
        self.batch = Batch(self.registre)
        self.known = {identity(offer): offer for offer in Offre.objects.all()}

    def load(self, document: Document) -> None:
        key = f"{document.name}#{document.slug}"
        formation, school = self.places(document)
        meta = document.meta
        site, precision = (typography.apply(meta.get(name, "")) for name in ("site", "precision"))
        name = (formation.pk, school.pk, meta.get("voie", "scolaire"), site, precision)
        offer = self.known.get(name)

        def write() -> Model:
            row = fill(offer or Offre(), formation, school, document, self.context)
            publish_record(row, document)
            return row

        if offer is None and not self.registre.is_current(key, document.digest):
            row = fill(Offre(live=False), formation, school, document, self.context)
            self.batch.add(key, row, document)
            self.known[name] = row
        elif offer is not None and offer.pk is None:
            raise document.fault("cette offre est déjà écrite plus haut.", document.line("uai"))
        else:
            self.registre.load(key, document.digest, offer, write)

    def flush(self) -> None:
        self.batch.flush()

    def places(self, document: Document) -> tuple[Any, Any]:
        try:
            formation = self.context.lookup("formation", document.kind)
        except ValueError as error:
            raise document.fault(str(error), 1) from error
        uai = document.meta.get("uai")
        return formation, found("etablissement", uai, document.line("uai"), document, self.context)


def fill(row: Offre, formation: Any, school: Any, document: Document, context: Context) -> Offre:
    row.formation, row.etablissement = formation, school
    numbers(document)
    assign(row, FIELDS, document, context)
    row.internat = YES_NO.get(str(document.meta.get("internat", "")))
    row.sessions = [Session(debut=day, sort_order=rank) for rank, day in enumerate(rentrees(document))]
    return row


def rentrees(document: Document) -> list[date]:
    """« 2026-09-01 | 2027-09-01 »: first days of the sessions."""
    try:
        return [
            date.fromisoformat(day.strip())
            for day in str(document.meta.get("rentrees", "")).split("|")
            if day
        ]
    except ValueError as error:
        message = "rentrees : des dates comme 2026-09-01, séparées par « | »."
        raise document.fault(message, document.line("uai")) from error


def numbers(document: Document) -> None:
    """A CSV only holds text."""
    for name in ("capacite", "capacite_annee"):
        value = document.meta.get(name)
        if value is not None and not str(value).isdigit():
            raise document.fault(f"{name} : « {value} » n’est pas un nombre.", document.line(name))
    if document.meta.get("internat", "") not in YES_NO:
        raise document.fault("internat : oui, non ou rien.", document.line("internat"))
