"""The people and the landings of `demo/content`: who is shown, how they are drawn, what is told in English."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from demo.loader import run
from demo.loader.documents import Document

DRAWINGS = Path(run.CONTENT).parents[1] / "static" / "drawings"
DEPARTEMENTS = {"02", "59", "60", "62", "80"}
#: Weight of a drawing on the page, in bytes.
SCENE, PORTRAIT = 6_000, 2_500
YEAR = re.compile(r"(?:1er |\d{1,2} )?[a-zéû]* ?\d{4}")


@cache
def documents(kind: str, language: str = "fr") -> dict[str, Document]:
    return {
        document.slug: document
        for document in run.read(run.CONTENT).documents
        if document.kind == kind and document.language == language
    }


def live() -> dict[str, Document]:
    return {slug: page for slug, page in documents("ambassadeurs").items() if "etat" not in page.meta}


def vocabulary(name: str) -> list[dict[str, Any]]:
    path = run.CONTENT / "vocabulaires" / f"{name}.yaml"
    terms: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["termes"]
    return terms


def values(key: str) -> Counter[str]:
    return Counter(value for page in live().values() for value in page.meta.get(key, []))


def sections(page: Document, start: str) -> list[str]:
    """Items of the section whose title starts so."""
    return [
        item.text for section in page.sections if section.title.startswith(start) for item in section.items
    ]


def test_fifteen_ambassadors_two_of_worldskills_in_two_trades() -> None:
    people = live()
    assert len(people) >= 15
    assert all(page.meta["exemple"] is True for page in documents("ambassadeurs").values())
    competitors = [page for page in people.values() if page.meta["genre"] == "worldskills"]
    assert len({metier for page in competitors for metier in page.meta["metiers"]}) >= 2


def test_a_minor_has_the_consent_of_a_parent() -> None:
    minors = [page for page in live().values() if page.meta["age"] < 18]
    assert minors
    assert all(page.meta.get("mineur") and page.meta.get("consentement_parental_le") for page in minors)
    adults = [page for page in live().values() if page.meta["age"] >= 18]
    assert not any(page.meta.get("mineur") for page in adults)


def test_ages_places_sectors_and_ways_to_meet_are_spread() -> None:
    ages = [page.meta["age"] for page in live().values()]
    assert min(ages) == 17
    assert max(ages) == 60
    assert {age // 10 for age in ages} >= {1, 2, 3, 4, 5, 6}
    assert set(values("departements")) == DEPARTEMENTS
    assert set(values("secteurs")) == {term["slug"] for term in vocabulary("secteurs")}
    assert set(values("rencontres")) == {"classe", "visio", "entreprise", "immersion", "forum"}
    assert len({page.meta["ville"] for page in live().values()}) == len(live())


def test_each_presents_another_job_of_the_site_and_says_a_training() -> None:
    jobs = [metier for page in live().values() for metier in page.meta["metiers"]]
    assert len(jobs) == len(set(jobs))
    assert set(jobs) <= set(documents("metiers"))
    silent = [
        slug
        for slug, page in live().items()
        if "/formations/" not in "".join(node.text for s in page.sections for node in s.paragraphs)
    ]
    assert silent == []


def test_a_path_in_four_dates_that_fits_the_age() -> None:
    this_year = date.fromisoformat("2026-11-24").year
    for slug, page in live().items():
        years = [int(text[:4]) for text in sections(page, "Parcours")]
        assert len(years) == 4, slug
        assert years == sorted(years), slug
        born = this_year - page.meta["age"]
        assert 13 <= years[0] - born <= 30, slug
        assert len(sections(page, "Ce qui me plaît")) >= 3, slug
        assert len(sections(page, "Ce qui pèse")) >= 3, slug


def test_an_interview_of_three_questions_never_asked_twice() -> None:
    fixed = ("Parcours", "Ce qui me plaît", "Ce qui pèse")
    asked = [
        (slug, section.title)
        for slug, page in live().items()
        for section in page.sections
        if not section.title.startswith(fixed)
    ]
    assert min(Counter(slug for slug, _title in asked).values()) >= 3
    assert [title for title, times in Counter(title for _slug, title in asked).items() if times > 1] == []


def test_each_has_a_portrait_of_their_own() -> None:
    referents = yaml.safe_load((run.CONTENT / "referents" / "referents.yaml").read_text(encoding="utf-8"))
    key = next(key for key, value in referents.items() if isinstance(value, list))
    names = [page.meta["dessin"] for page in documents("ambassadeurs").values()]
    names += [record["portrait_dessin"] for record in referents[key]]
    assert len(names) == len(set(names))
    drawn = [(DRAWINGS / f"portrait-{name}.svg").read_text(encoding="utf-8") for name in names]
    assert len(set(drawn)) == len(drawn)
    assert max(len(text.encode()) for text in drawn) <= PORTRAIT


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_text_of_a_portrait_describes_somebody(language: str) -> None:
    alts = {slug: page.meta["portrait_alt"] for slug, page in documents("ambassadeurs", language).items()}
    for slug, alt in alts.items():
        words = alt.split()
        assert len(words) >= 10, slug
        assert not words[0].casefold().startswith(("portrait", "dessin", "drawn")), slug
        assert slug not in alt.casefold(), slug
    assert len(set(alts.values())) == len(alts)


def test_five_ambassadors_speak_english() -> None:
    assert len(set(documents("ambassadeurs", "en")) & set(live())) >= 5


@pytest.mark.parametrize("kind", ["secteurs", "rev3", "grands-chantiers"])
def test_every_landing_has_its_english(kind: str) -> None:
    assert set(documents(kind, "en")) == set(documents(kind))


def test_every_chantier_has_a_scene_of_its_own_described_in_both_languages() -> None:
    chantiers = vocabulary("chantiers")
    assert len(chantiers) >= 5
    assert len({term["scene"] for term in chantiers}) == len(chantiers)
    for term in chantiers:
        path = DRAWINGS / f"scene-{term['scene']}.svg"
        assert path.stat().st_size <= SCENE, path.name
        assert "prefers-color-scheme:dark" in path.read_text(encoding="utf-8"), path.name
        assert len(term["scene_alt"].split()) >= 10
        assert len(term["en"]["scene_alt"].split()) >= 10


def test_every_chantier_tells_certain_dates_and_cites_them() -> None:
    for slug, page in documents("grands-chantiers").items():
        dated = [item.text for section in page.sections for item in section.items if " : " in item.text]
        assert len([text for text in dated if YEAR.match(text)]) >= 3, slug
        sources = page.meta["sources"]
        assert len(sources) >= 3, slug
        assert all(source["editeur"] != "Wikipédia" for source in sources), slug


@pytest.mark.parametrize("kind", ["rev3", "grands-chantiers"])
def test_a_source_is_dated_by_what_it_says_not_by_its_reading(kind: str) -> None:
    for slug, page in documents(kind).items():
        assert page.meta.get("sources"), slug
        assert all(source["date"] < page.meta["relu_le"] for source in page.meta["sources"]), slug


@pytest.mark.parametrize("kind", ["secteurs", "rev3", "grands-chantiers"])
def test_the_figures_of_a_landing_come_from_the_surveys(kind: str) -> None:
    figures = [key for page in documents(kind).values() for key in page.meta.get("chiffres", [])]
    assert figures
    assert all(key.startswith(("bmo-", "ij-", "chomage-")) for key in figures)
