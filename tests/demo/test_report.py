"""The tables of the release note add up."""

from io import StringIO

import pytest
from django.core.management import call_command

from demo import report
from demo.loader.documents import Document
from demo.loader.markdown import parse
from demo.loader.run import Files
from tests.demo.contents import documents, files, published


def page(slug: str, language: str, text: str, **meta: object) -> Document:
    document = Document(f"metiers/{slug}.{language}.md", "metiers", slug, language, dict(meta), {})
    document.sections = parse(text, document.name, 1)
    return document


@pytest.fixture
def small() -> Files:
    return Files(
        documents=[
            page("a", "fr", "## Un titre\n\nTu lis ceci.", title="Boulangère"),
            page("a", "en", "## A title\n\nYou read this.", title="Baker"),
            page("b", "fr", "## Caché", title="Brouillon", etat="brouillon"),
            page("b", "en", "## Hidden", title="Draft"),
        ],
        offers=[
            Document("offres/x.csv", "x", "1", "fr", {"uai": "9990001A"}, {}),
            Document("offres/x.csv", "x", "2", "fr", {"uai": "9990001A", "voie": "apprentissage"}, {}),
        ],
        schools=[
            Document("etablissements/e.csv", "e", "9990001A", "fr", {"commune": "80021"}, {}),
        ],
        figures=[
            Document(
                "chiffres/c.yaml",
                "c",
                "1",
                "fr",
                {"source_titre": "BMO", "source_editeur": "France Travail"},
                {},
            )
        ],
    )


def test_drafts_and_their_translations_are_not_counted(small: Files) -> None:
    assert list(report.pages(small)) == [("metiers", 1, 1, 6, 6), ("total", 1, 1, 6, 6)]


def test_offers_are_counted_where_their_school_stands(small: Files) -> None:
    assert list(report.offers(small)) == [("80", 1, 1), ("total", 1, 1)]
    assert list(report.figures(small)) == [("BMO", "France Travail", 1), ("total", "", 1)]


def test_the_whole_content_adds_up() -> None:
    rows = {row[0]: row[1:] for row in report.pages(files())}
    assert rows["metiers"][:2] == (len(published("metiers")), len(published("metiers", "en")))
    assert int(str(rows["total"][0])) <= len(documents("fr"))
    assert sum(int(str(one)) for one in list(report.offers(files()))[-1][1:]) == len(files().offers)


def test_the_command_writes_four_tables() -> None:
    out = StringIO()
    call_command("demo_report", stdout=out)
    assert out.getvalue().count("### ") == 4
    assert "| metiers, version simplifiée |" in out.getvalue()
