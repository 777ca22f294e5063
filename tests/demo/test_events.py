"""The events of the demonstration: a full year, real places, every case the agenda must show; no database."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from demo.loader import dates, run
from demo.loader.documents import Document
from demo.loader.relations import as_list
from evenements.enums import Accessibilite, Etat, Inscription, Mode, Public, TypeEvenement

TODAY = date(2026, 11, 24)
ROOT = run.CONTENT.parent
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
WORD = re.compile(r"[\wÀ-ÿ’'-]+")
LINK = re.compile(r"\]\((/[^)]*)\)")
BODY = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
#: Telling the station the same way each time helps; an organiser or an address is a name, not a text.
TEXT_KEYS = ("titre", "resume", "etat_precision", "a_preparer")


@cache
def events(language: str = "fr") -> dict[str, Document]:
    found = run.read(run.CONTENT).events
    return {document.slug: document for document in found if document.language == language}


def meta(name: str, default: str = "") -> Counter[str]:
    return Counter(str(document.meta.get(name, default)) for document in events().values())


@cache
def sessions(slug: str) -> list[dates.Seance]:
    document = events()[slug]
    said = as_list(document.meta.get("dates"), "dates", document)
    return [dates.parse_session(str(text), TODAY) for text in said]


def rows(path: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def communes() -> dict[str, str]:
    """Commune of each établissement, those of the official extract and those of the writers."""
    found = {row["uai"]: row["code_insee"] for row in rows(ROOT / "reference/etablissements.csv")}
    for path in (run.CONTENT / "etablissements").glob("*.csv"):
        found |= {row["uai"]: row["commune"] for row in rows(path)}
    return found


@cache
def prepared() -> dict[str, set[str]]:
    """Diplomas that each établissement prepares, by its UAI."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (run.CONTENT / "offres").glob("*.csv"):
        for row in rows(path):
            found[row["uai"]].add(path.stem)
    return found


def departement(document: Document) -> str:
    code = document.meta.get("commune") or communes().get(str(document.meta.get("etablissement")), "")
    return str(code)[:2]


def jpo() -> list[Document]:
    return [document for document in events().values() if document.meta["type"] == "jpo"]


def test_there_are_more_than_eighty_events_and_each_says_it_is_an_example() -> None:
    assert len(events()) >= 80
    assert {document.meta.get("exemple") for document in events().values()} == {True}


def test_each_of_the_next_twelve_months_has_its_dates() -> None:
    days = [session.debut.date() for slug in events() for session in sessions(slug)]
    months = {(day.year, day.month) for day in days if day >= TODAY}
    next_months = [dates.add_months(TODAY.replace(day=1), count) for count in range(1, 13)]
    assert {(day.year, day.month) for day in next_months} <= months
    assert max(days) < TODAY + timedelta(days=366)
    assert sum(day < TODAY for day in days) >= 3


def test_most_open_days_are_in_winter() -> None:
    months = Counter(sessions(document.slug)[0].debut.month for document in jpo())
    assert len(jpo()) >= 40
    assert sum(months[month] for month in (12, 1, 2, 3)) * 3 >= len(jpo()) * 2, months
    assert months[5] + months[6] >= 3


@pytest.mark.parametrize("shift", [30, 90, 181, 300])
def test_loaded_on_another_day_nothing_is_further_than_a_year(shift: int) -> None:
    today = TODAY + timedelta(days=shift)
    for document in events().values():
        for text in as_list(document.meta.get("dates"), "dates", document):
            assert dates.parse_session(str(text), today).debut.date() <= today + timedelta(weeks=53)


@pytest.mark.parametrize(
    ("name", "default", "choices", "least"),
    [
        ("type", "", TypeEvenement, 1),
        ("etat", "prevu", Etat, 3),
        ("mode", "sur_place", Mode, 5),
        ("inscription", "sans", Inscription, 8),
    ],
)
def test_every_choice_of_the_model_has_its_events(name: str, default: str, choices: Any, least: int) -> None:
    found = meta(name, default)
    assert set(found) == set(choices.values)
    assert min(found.values()) >= least, found


@pytest.mark.parametrize(("name", "choices"), [("publics", Public), ("accessibilite", Accessibilite)])
def test_every_audience_and_every_access_is_there(name: str, choices: Any) -> None:
    found = {str(value) for document in events().values() for value in document.meta.get(name) or []}
    assert found == set(choices.values)


def test_each_departement_has_its_events_and_its_open_days() -> None:
    everywhere = Counter(departement(document) for document in events().values())
    open_days = Counter(departement(document) for document in jpo())
    for code in ("02", "59", "60", "62", "80"):
        assert everywhere[code] >= 12, everywhere
        assert open_days[code] >= 5, open_days


def test_an_open_day_is_that_of_a_real_school_and_shows_what_it_prepares() -> None:
    assert [document.name for document in jpo() if document.meta.get("etablissement") not in communes()] == []
    wrong = [
        f"{document.name} {sorted(extra)}"
        for document in jpo()
        if (extra := set(document.meta["formations"]) - prepared()[document.meta["etablissement"]])
    ]
    assert wrong == []


def test_a_company_claims_nothing_of_a_real_one() -> None:
    visits = [document for document in events().values() if document.meta["type"] == "entreprise"]
    own = [str(document.meta["organisateur"]) for document in visits]
    assert [name for name in own if "(exemple)" not in name and "Proch’Orientation" not in name] == []


def test_links_and_names_lead_to_a_content() -> None:
    known = {
        kind: {path.name.split(".")[0] for path in (run.CONTENT / kind).glob("*.md")}
        for kind in ("metiers", "formations", "ambassadeurs", "grands-chantiers", "pages")
    }
    lists = {"/metiers/", "/formations/", "/agenda/", "/rev3/", "/worldskills/"}
    for document in (*events().values(), *events("en").values()):
        for kind in ("metiers", "formations", "ambassadeurs"):
            assert set(document.meta.get(kind) or []) <= known[kind], document.name
        for address in LINK.findall(body(document)):
            kind, _, slug = address.strip("/").partition("/")
            assert address in lists or slug in known.get(kind, ()) or kind in known["pages"], address


def body(document: Document) -> str:
    return BODY.sub("", (run.CONTENT / document.name).read_text(encoding="utf-8"))


def sentences(document: Document) -> set[str]:
    lines = [re.sub(r"^(#+|-|>|\d+\.) *", "", line.strip()) for line in body(document).splitlines()]
    lines += [str(document.meta[key]) for key in TEXT_KEYS if key in document.meta]
    return {
        sentence for line in lines for sentence in SENTENCE.split(line) if len(WORD.findall(sentence)) >= 5
    }


def test_no_sentence_of_an_event_is_told_twice() -> None:
    files = run.read(run.CONTENT)
    count = Counter(
        sentence for document in (*files.documents, *files.events) for sentence in sentences(document)
    )
    own = {sentence for document in files.events for sentence in sentences(document)}
    assert [sentence for sentence in own if count[sentence] > 1] == []


def test_ten_events_are_in_english() -> None:
    assert len(events("en")) >= 10
    assert set(events("en")) <= set(events())
    kinds = {events()[slug].meta["type"] for slug in events("en")}
    assert {"jpo", "forum", "salon", "worldskills", "webinaire", "atelier", "appel-projets"} <= kinds


def test_the_cases_that_trouble_an_agenda_are_there() -> None:
    length = {slug: len(sessions(slug)) for slug in events()}
    assert max(length.values()) >= 12
    assert list(length.values()).count(3) >= 2
    nights = [
        slug for slug in events() for session in sessions(slug) if session.fin.date() > session.debut.date()
    ]
    assert nights
    assert max(len(document.meta["titre"]) for document in events().values()) >= 130
    places = Counter(
        (document.meta.get("commune") or communes()[document.meta["etablissement"]], session.debut)
        for document in events().values()
        if document.meta.get("mode") != "en_ligne"
        for session in sessions(document.slug)
    )
    assert max(places.values()) >= 2
    assert any(
        "lieu" not in document.meta and "etablissement" not in document.meta for document in events().values()
    )
