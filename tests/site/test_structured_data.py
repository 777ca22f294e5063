"""JSON-LD that search engines can read, on the pages where a schema fits."""

import re
from typing import Any

import extruct
import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from tests.site.crawl import Answer, Crawl, listed

pytestmark = [pytest.mark.seeded, pytest.mark.integration]

REQUIRED = {
    "BreadcrumbList": {"itemListElement"},
    "Occupation": {"name", "description"},
    "EducationalOccupationalProgram": {"name", "description", "provider"},
    "Course": {"name", "description", "provider"},
    "Event": {"name", "startDate", "location", "eventStatus", "eventAttendanceMode"},
    "EducationalOrganization": {"name", "address"},
    "EducationalOccupationalCredential": {"name", "credentialCategory", "competencyRequired"},
}
EXPECTED = {
    "metierpage": {"Occupation"},
    "formationpage": {"EducationalOccupationalProgram", "Course"},
}


def items(page: Answer) -> list[dict[str, Any]]:
    """Every typed object of a page; a fault of syntax raises."""
    data = extruct.extract(page.text, syntaxes=["json-ld"], errors="strict")["json-ld"]
    return [item for block in data for item in block.get("@graph", [block])]


def test_every_object_has_what_its_type_asks(crawl: Crawl) -> None:
    missing = {}
    for page in crawl.pages():
        for item in items(page):
            absent = REQUIRED.get(item["@type"], set()) - item.keys()
            if absent:
                missing[f"{item['@type']} on {page.url}"] = absent
    assert not missing, listed(missing.items())


def test_inner_pages_have_their_breadcrumb(crawl: Crawl) -> None:
    for page in Page.objects.live().filter(depth__gt=2):
        types = {item["@type"] for item in items(crawl.answers[page.url])}
        assert "BreadcrumbList" in types, page.url


@pytest.mark.parametrize("model", sorted(EXPECTED))
def test_jobs_and_trainings_say_what_they_are(crawl: Crawl, model: str) -> None:
    """Of a diploma without a known place only the credential can be told: a programme has a provider."""
    kind = ContentType.objects.get(model=model)
    for page in Page.objects.live().filter(content_type=kind):
        placeless = model == "formationpage" and not places(crawl.answers[page.url])
        expected = {"EducationalOccupationalCredential"} if placeless else EXPECTED[model]
        assert {item["@type"] for item in items(crawl.answers[page.url])} & expected, page.url


def places(page: Answer) -> list[str]:
    """The number in the title over the places: « 30 lieux en Hauts-de-France »."""
    return re.findall(r"\d+", page.document.xpath("string(//section[@id='lieux']//h2)"))


@pytest.mark.parametrize(
    ("folder", "expected"), [("/fr/agenda/", "Event"), ("/fr/etablissements/", "EducationalOrganization")]
)
def test_dates_and_schools_say_what_they_are(crawl: Crawl, folder: str, expected: str) -> None:
    below = [p for p in crawl.pages() if p.path.startswith(folder) and p.path != folder and "?" not in p.url]
    typed = [page.url for page in below if expected in {item["@type"] for item in items(page)}]
    assert typed
