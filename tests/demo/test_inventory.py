"""Enough of everything: the numbers of the issue, counted over `demo/content`; no database."""

import re
from collections import Counter

import pytest

from demo import visible
from demo.loader.documents import Document
from demo.loader.kinds import KINDS, LISTES
from demo.loader.writer import LINK
from tests.demo.contents import departement_of, documents, files, published, section

AT_LEAST = {
    ("metiers", "fr"): 45, ("formations", "fr"): 45, ("secteurs", "fr"): 10, ("rev3", "fr"): 6,
    ("grands-chantiers", "fr"): 5, ("ambassadeurs", "fr"): 15, ("evenements", "fr"): 80, ("pages", "fr"): 12,
    ("metiers", "en"): 15, ("formations", "en"): 15, ("evenements", "en"): 10, ("ambassadeurs", "en"): 5,
}  # fmt: skip
# Landing and editorial pages are all told in English.
WHOLLY_IN_ENGLISH = ("accueil", "listes", "secteurs", "rev3", "grands-chantiers", "pages")
DEPARTEMENTS = {"02", "59", "60", "62", "80"}
# Who we are, how to use the site, families, teams, professionals, charter, legal notice, privacy,
# accessibility, funding; REV3 explained, WorldSkills and the glossary are lists with an address of their own.
EDITORIAL = {
    "qui-sommes-nous", "mode-d-emploi", "parents", "equipes-educatives", "professionnels", "charte-des-ambassadeurs",
    "mentions-legales", "donnees-personnelles", "accessibilite", "financement",
}  # fmt: skip
HELP = {"mode-d-emploi"}
DAY = ("une journée", "une nuit")
SECTIONS: tuple[str | tuple[str, ...], ...] = (
    DAY, "ce qui plaît", "ce qu’il faut savoir faire", "comment on travaille", "on dit que",
    "qui recrute", "tes études",
)  # fmt: skip
# « 7 h 30 : », « À 9 h : »
HOUR = re.compile(r"\b\d{1,2} h(?: \d\d)?\b")
REV3_JOBS = 25


@pytest.mark.parametrize(("kind", "language"), AT_LEAST)
def test_there_are_enough(kind: str, language: str) -> None:
    assert len(published(kind, language)) >= AT_LEAST[kind, language]


@pytest.mark.parametrize("kind", WHOLLY_IN_ENGLISH)
def test_landing_and_editorial_pages_are_in_english(kind: str) -> None:
    french, english = ({document.slug for document in published(kind, one)} for one in ("fr", "en"))
    assert french - english == set()


def test_every_folder_and_every_list_has_its_pages() -> None:
    assert {document.kind for document in documents("fr")} >= set(KINDS)
    assert {document.slug for document in documents("fr", "listes")} == set(LISTES)
    assert {document.slug for document in published("pages")} >= EDITORIAL


def test_offers_are_in_all_five_departements() -> None:
    places = Counter(departement_of()[offer.meta["uai"]] for offer in files().offers)
    assert places.total() >= 250
    assert set(places) == DEPARTEMENTS
    assert min(places.values()) >= 25, places


def test_the_two_schools_of_a_trade_are_equals() -> None:
    ways = Counter(offer.meta.get("voie", "scolaire") for offer in files().offers)
    assert ways["apprentissage"] >= 100
    assert ways["scolaire"] >= 100


def test_twelve_jobs_and_the_help_pages_have_a_simplified_version() -> None:
    simplified = [document for document in published("metiers") if section(document, "version simplifiée")]
    assert len(simplified) >= 12
    help_pages = [
        document
        for document in published("pages")
        if document.slug in HELP or document.meta.get("parent") == "/aide/"
    ]
    assert len(help_pages) >= 5
    assert [page.name for page in help_pages if not section(page, "version simplifiée")] == []


def test_a_simplified_version_says_when_it_was_read_again() -> None:
    assert [
        document.name
        for document in documents("fr")
        if section(document, "version simplifiée") and not document.meta.get("simplifie_relu_le")
    ] == []


def test_twenty_five_jobs_prove_what_rev3_changes() -> None:
    proven = [
        document.name
        for document in published("metiers")
        if any(
            record.get("degre") and record.get("changement") and record["sources"][0].get("date")
            for record in document.meta.get("rev3") or []
        )
    ]
    assert len(proven) >= REV3_JOBS


@pytest.mark.parametrize("start", SECTIONS)
def test_each_job_has_this_section(start: str | tuple[str, ...]) -> None:
    assert [job.name for job in published("metiers") if not section(job, start)] == []


def parts(document: Document, start: str) -> list[str]:
    found = section(document, start)
    return [part.title for part in found.subsections] if found else []


def test_a_day_has_hours_and_both_sides_are_told() -> None:
    jobs = published("metiers")
    days = {job.name: section(job, DAY) for job in jobs}
    hours = {
        name: [item for item in day.items if HOUR.search(item.text)] for name, day in days.items() if day
    }
    assert [name for name, found in hours.items() if len(found) < 3] == []
    assert [job.name for job in jobs if len(parts(job, "ce qui plaît")) < 2] == []


def test_two_misconceptions_and_several_ways_are_told() -> None:
    jobs = published("metiers")
    assert [job.name for job in jobs if len(parts(job, "on dit que")) < 2] == []
    assert [job.name for job in jobs if len(parts(job, "tes études")) < 2] == []
    # Apprenticeship is a way like the others; where there is none, the page says so.
    assert [
        job.name
        for job in jobs
        if "en apprentissage" not in " ".join(parts(job, "tes études")).casefold()
        and "l’apprentissage n’est pas" not in visible.prose(visible.texts(job))
    ] == []


def test_each_page_has_dated_sources_and_its_review() -> None:
    pages = [*published("metiers"), *published("formations"), *published("grands-chantiers")]
    assert [
        page.name
        for page in pages
        if not page.meta.get("sources") or any(not source.get("date") for source in page.meta["sources"])
    ] == []
    assert [page.name for page in pages if not (page.meta.get("relu_le") and page.meta.get("relu_par"))] == []


def test_a_step_that_names_a_training_of_the_site_links_to_it() -> None:
    known = {document.meta["title"].casefold(): document.slug for document in published("formations")}
    unlinked = []
    for job in published("metiers"):
        ways = section(job, "tes études")
        for _line, cell in (
            row
            for way in (ways.subsections if ways else ())
            for table in way.tables
            for row in cells(table.rows)
        ):
            names = [name.strip().casefold() for name in LINK.sub("", cell).split(";")]
            unlinked += [f"{job.name} : {name}" for name in names if name in known]
    assert unlinked == []


def cells(rows: list[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    return [(line, cell) for line, row in rows for cell in row]


def test_each_training_says_how_to_enter_and_what_comes_next() -> None:
    trainings = published("formations")
    for start in ("ce que tu vas apprendre", "comment entrer", "et après", "l’autre voie"):
        assert [training.name for training in trainings if not section(training, start)] == [], start
    steps = {
        training.name: [
            item
            for entry in [section(training, "comment entrer")]
            for part in (entry.subsections if entry else ())
            for item in part.items
        ]
        for training in trainings
    }
    assert [
        name for name, found in steps.items() if len(found) < 2 or not any("(" in one.text for one in found)
    ] == []


def test_each_training_has_an_official_title_a_level_and_a_code() -> None:
    names = ("intitule_officiel", "sigle", "type_diplome", "niveau", "duree")
    assert [
        training.name
        for training in published("formations")
        if any(not training.meta.get(name) for name in names)
    ] == []
    assert [
        training.name
        for training in published("formations")
        if not any(training.meta.get(name) for name in ("code_rncp", "code_cfd", "onisep"))
    ] == []
