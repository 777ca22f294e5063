"""The journal as the nginx of production writes it, read by the code that counts it."""

import json
from collections.abc import Iterator

import pytest

from search.journal.lines import read
from search.journal.marking import HEADER
from tests.search.nginx import HOST, NGINX, Nginx

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed on this machine")

SEARCH = "/fr/recherche/?q=soudeur%20%22tig%22&dep=59"
SELF = f"https://{HOST}"


@pytest.fixture(scope="module")
def nginx() -> Iterator[Nginx]:
    with Nginx() as running:
        yield running


@pytest.fixture(autouse=True)
def _empty(nginx: Nginx) -> None:
    nginx.journal.unlink(missing_ok=True)


def test_a_search_is_one_line_with_its_answer(nginx: Nginx) -> None:
    response = nginx.get(SEARCH)

    (line,) = nginx.lines(1)
    found = read(line)
    assert found.asked is not None
    assert (found.asked.language, found.asked.q, found.asked.departement) == ("fr", 'soudeur "tig"', "59")
    assert found.marked is not None
    assert (found.marked.total, found.marked.engine, found.marked.departements) == (
        4,
        "elasticsearch",
        ("59",),
    )
    assert response.headers[HEADER] is None


def test_an_answer_of_the_cache_counts_as_well(nginx: Nginx) -> None:
    caches = [nginx.get("/fr/recherche/?q=cache").headers["X-Cache"] for _ in range(2)]

    first, second = nginx.lines(2)
    assert caches == ["MISS", "HIT"]
    assert read(first).marked == read(second).marked is not None


def test_nothing_else_than_our_own_format_is_written(nginx: Nginx) -> None:
    nginx.get(
        SEARCH,
        referer="https://elsewhere.example/secret?name=Marie",
        Cookie="a=b",
        **{"X-Forwarded-For": "1.2.3.4"},
    )

    (line,) = nginx.lines(1)
    assert set(json.loads(line)) == {"hour", "address", "origin", "answer", "host"}
    for personal in ("127.0.0.1", "1.2.3.4", "Tester", "elsewhere", "Marie", "a=b"):
        assert personal not in line
    assert json.loads(line)["hour"].count(":") <= 1


def test_a_click_and_a_refinement_name_the_search_page_they_come_from(nginx: Nginx) -> None:
    nginx.get("/fr/metiers/soudeuse/?x=1", referer=SELF + SEARCH)
    nginx.get("/fr/recherche/?q=soudure", referer=SELF + SEARCH + "#resultats")

    click, search = map(read, nginx.lines(2))
    assert (click.path, click.asked) == ("/fr/metiers/soudeuse/", None)
    assert click.origin == search.origin is not None
    assert search.origin.q == 'soudeur "tig"'


@pytest.mark.parametrize(
    ("path", "referer"),
    [
        ("/fr/metiers/soudeuse/", ""),
        ("/fr/metiers/soudeuse/", f"{SELF}/fr/metiers/"),
        ("/fr/metiers/soudeuse/", "https://elsewhere.example/fr/recherche/?q=x"),
        ("/static/css/site.css", SELF + SEARCH),
        ("/suggest/?q=mar&lang=fr", SELF + SEARCH),
        ("/fr/absent/", SELF + SEARCH),
        ("/admin/", SELF + SEARCH),
        ("/embed/v1/agenda/", f"{SELF}/fr/agenda/"),
        ("/embed/v1/agenda/", ""),
    ],
)
def test_what_is_not_counted_is_not_written(nginx: Nginx, path: str, referer: str) -> None:
    nginx.get(path, referer=referer)
    nginx.get("/fr/recherche/?q=fin")

    assert [read(line).path for line in nginx.lines(1)] == ["/fr/recherche/"]


def test_only_readings_are_written(nginx: Nginx) -> None:
    nginx.get(SEARCH, method="HEAD")
    nginx.get(SEARCH, method="POST")
    nginx.get("/fr/recherche/?q=fin")

    (line,) = nginx.lines(1)
    assert "fin" in line


def test_a_frame_elsewhere_names_the_site_and_not_the_page(nginx: Nginx) -> None:
    nginx.get(
        "/embed/v1/agenda/?secteur=mer", referer="https://Lycee-Exemple.fr:8443/classe/3eme?eleve=Marie"
    )

    (line,) = nginx.lines(1)
    found = read(line)
    assert (found.path, found.host) == ("/embed/v1/agenda/", "lycee-exemple.fr")
    assert "Marie" not in line
    assert "3eme" not in line


def test_the_reader_may_rename_the_file_at_any_moment(nginx: Nginx) -> None:
    nginx.get("/fr/recherche/?q=avant")
    nginx.lines(1)
    nginx.journal.rename(nginx.journal.with_name("taken"))
    nginx.get("/fr/recherche/?q=apres")

    assert "apres" in nginx.lines(1)[0]


def test_queries_with_quotes_and_bad_bytes_are_still_lines(nginx: Nginx) -> None:
    nginx.get("/fr/recherche/?q=%22%5C%0A%FFx")
    nginx.get('/fr/recherche/?q=a"b\\c')

    for line in nginx.lines(2):
        assert read(line).asked is not None
