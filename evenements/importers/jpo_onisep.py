"""Open days collected by ONISEP: an ONISEP id and sentences. They feed the queue of proposals, nothing is published.

The file names no UAI, no town and no region: a row waits until a person says which établissement it is, or that it
lies outside the region. Only sentences of a known shape are read; the others are faults, never guesses.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from evenements.enums import TypeEvenement
from evenements.models import EnsEtablissement, Proposition
from evenements.propositions.dates import Creneau
from evenements.propositions.enums import EtatProposition, Origine
from evenements.propositions.publishing import name_of
from imports.csv_files import Advance
from imports.faults import FileRefusedError
from imports.inputs import Input
from imports.json_files import MAX_BYTES
from imports.records import Record, shorten
from imports.source import Part, Row, Source, Table
from territoires.models import Etablissement
from territoires.successors import current

NAME = "jpo-onisep"
ENS = re.compile(r"ENS\.\d{1,9}")
MONTH_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
DAY = rf"(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)}) (\d{{4}})"
HOUR = r"(\d{1,2})\s?h\s?(\d{2})?"
ONE_DAY = re.compile(rf"le {DAY}(?:,? de {HOUR} à {HOUR})?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
SEVERAL = re.compile(rf"du {DAY}(?: à {HOUR})? au {DAY}(?: à {HOUR})?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
#: Not a date to come: the source recalls when it was the year before.
FORMER = re.compile(r"date\(s\) indicative\(s\)", re.IGNORECASE)
RESUME = "L’établissement ouvre ses portes aux familles."
PRECISION_LENGTH = 120


#: A person's work wins: a new file only brings dates.
WEAK = frozenset({
    "ens", "titre", "type", "resume", "origine", "etat", "source", "organisme", "etablissement_id", "departement_id",
})  # fmt: skip


class EnsFormat:
    """One JSON object: {"ENS.10008": {"jpo": ["Le 5 avril 2025 de 9h00 à 12h00"]}}. Lines are ranks, from 1."""

    def records(self, file: Input, advance: Advance = lambda _count: None) -> Iterator[Record]:
        items = self._load(file)
        advance(file.size)
        for rank, (key, value) in enumerate(items.items(), start=1):
            record = Record(rank, {"ens": key}, file.name)
            texts = value.get("jpo") if isinstance(value, dict) else None
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                record.refuse("jpo", _gettext("Il faut une liste de phrases."))
                texts = []
            record.cells = {"ens": key, "jpo": json.dumps(texts, ensure_ascii=False)}
            yield record

    def _load(self, file: Input) -> dict[str, Any]:
        if file.size > MAX_BYTES:
            raise FileRefusedError(
                _gettext("« %(file)s » dépasse 64 Mo : ce n’est pas le bon fichier.") % {"file": file.name}
            )
        try:
            with file.open() as stream:
                data = json.loads(stream.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise FileRefusedError(
                _gettext("« %(file)s » n’est pas un fichier JSON complet : il est coupé ou abîmé.")
                % {"file": file.name}
            ) from error
        if not isinstance(data, dict) or not data:
            raise FileRefusedError(
                _gettext("« %(file)s » n’est pas le fichier des portes ouvertes de l’ONISEP.")
                % {"file": file.name}
            )
        return data

    def accepts(self, file: Input) -> bool:
        try:
            return any(ENS.fullmatch(key) for key in self._load(file))
        except FileRefusedError:
            return False


@dataclass(frozen=True, slots=True)
class JpoRow(Row):
    source_cle: str
    dates: list[dict[str, str]]
    texte_source: str
    ens: str
    titre: str
    type: str
    resume: str
    origine: str
    etat: str
    source: str
    organisme: str
    etablissement_id: int | None
    departement_id: str | None


class Links:
    """What people said of ONISEP ids, read before the rows: while they are copied, the database answers nothing.

    Imports run one at a time: a lock of the machinery holds the others.
    """

    def __init__(self) -> None:
        self._known: dict[str, Etablissement | None] = {}

    def load(self) -> None:
        links = EnsEtablissement.objects.select_related("etablissement__remplace_par")
        today = {link.ens: current(link.etablissement).pk if link.etablissement else None for link in links}
        schools = Etablissement.objects.select_related("commune").in_bulk(
            [pk for pk in today.values() if pk is not None]
        )
        self._known = {ens: schools[pk] if pk is not None else None for ens, pk in today.items()}

    def state(self, ens: str) -> EtatProposition:
        if ens not in self._known:
            return EtatProposition.A_DESIGNER
        return EtatProposition.A_RELIRE if self._known[ens] else EtatProposition.HORS_REGION

    def school(self, ens: str) -> Etablissement | None:
        return self._known.get(ens)


LINKS = Links()


def parse(record: Record) -> Iterator[JpoRow]:
    """One proposal by id and school year; a sentence that cannot be read sets the whole line aside."""
    ens = record.code("ens", ENS, "ENS.10008")
    texts = [text.strip() for text in json.loads(record.cells["jpo"]) if text.strip()]
    years: dict[int, list[tuple[Creneau, str]]] = {}
    for text in texts:
        if FORMER.match(text):
            continue
        creneau = read(text, record)
        if creneau is not None:
            years.setdefault(school_year(creneau.day), []).append((creneau, text))
    if record.faults or not years:
        return
    for year, found in years.items():
        yield _row(ens, year, found)


def _row(ens: str, year: int, found: list[tuple[Creneau, str]]) -> JpoRow:
    etablissement, etat = LINKS.school(ens), LINKS.state(ens)
    return JpoRow(
        source_cle=f"{NAME}:{ens}:{year}",
        dates=[creneau.as_dict() for creneau, _text in found],
        texte_source="\n".join(text for _creneau, text in found),
        ens=ens,
        titre=(name_of(etablissement) if etablissement else f"Portes ouvertes, {ens}")[:140],
        type=TypeEvenement.JPO.value,
        resume=RESUME,
        origine=Origine.IMPORT.value,
        etat=etat.value,
        source=NAME,
        organisme=etablissement.nom if etablissement else "",
        etablissement_id=etablissement.pk if etablissement else None,
        departement_id=etablissement.commune.departement_id if etablissement else None,
    )


def school_year(day: date) -> int:
    """The year in which the school year begins: it changes in August."""
    return day.year if day.month >= 8 else day.year - 1


def read(text: str, record: Record) -> Creneau | None:
    """The date of a sentence; a fault of the record when it has another shape or names no real day."""
    line = " ".join(text.split())
    several, one = SEVERAL.fullmatch(line), ONE_DAY.fullmatch(line)
    try:
        if several:
            return _several(several)
        if one:
            return _one(one)
    except ValueError:
        pass
    record.refuse(
        "jpo",
        _gettext(
            "« %(text)s » ne donne pas une date complète, par exemple « Le 5 avril 2025 de 9h00 à 12h00 »."
        )
        % {"text": shorten(line)},
    )
    return None


def _one(found: re.Match[str]) -> Creneau:
    day, month, year, hour, minute, end_hour, end_minute = found.groups()[:7]
    start, end = _hour(hour, minute), _hour(end_hour, end_minute)
    if start and end <= start:
        raise ValueError(end)
    return Creneau(_day(day, month, year), start, end, _precision(found["rest"]))


def _several(found: re.Match[str]) -> Creneau:
    first, last = found.groups()[:5], found.groups()[5:10]
    start, end = _day(*first[:3]), _day(*last[:3])
    if end <= start:
        raise ValueError(end)
    return Creneau(start, _hour(*first[3:]), _hour(*last[3:]), _precision(found["rest"]), jour_fin=end)


def _day(day: str, month: str, year: str) -> str:
    return date(int(year), MONTHS[month.lower()], int(day)).isoformat()


def _hour(hour: str | None, minute: str | None) -> str:
    if hour is None:
        return ""
    if int(hour) > 23 or int(minute or 0) > 59:
        raise ValueError(hour)
    return f"{int(hour):02d}:{int(minute or 0):02d}"


def _precision(rest: str) -> str:
    """What follows the hours, without the brackets around it."""
    text = rest.strip(" .,")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return text if len(text) <= PRECISION_LENGTH else ""


JPO_SOURCE = Source(
    name=NAME,
    rank=90,
    label=_("Portes ouvertes de l’ONISEP : elles attendent une relecture"),
    producteur="ONISEP, par C’est qui le pro ?",
    licence="inconnue : à confirmer auprès de l’ONISEP avant de publier",
    before=LINKS.load,
    parts=(
        Part(
            "portes ouvertes",
            (r"jpo.*\.json",),
            EnsFormat(),
            parse,
            main=True,
            headers={"source_cle": "ens", "dates": "jpo", "texte_source": "jpo"},
            weak=WEAK,
        ),
    ),
    tables=(
        Table(
            "propositions",
            Proposition,
            JpoRow,
            ("source_cle",),
            _("propositions"),
            required=("dates", "titre"),
        ),
    ),
)
