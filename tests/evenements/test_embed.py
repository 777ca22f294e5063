"""What a foreign site frames: any host, no cookie, one request, a look that never fails, never an empty box."""

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client

from tests.evenements.factories import EvenementFactory
from tests.home.factories import tree
from tests.territoires.factories import CommuneFactory, DepartementFactory, EtablissementFactory

pytestmark = pytest.mark.django_db
ADDRESS, FRAGMENT = "/embed/v1/agenda/", "/embed/v1/fragment/"
MAX_FRAME = 25_000
NEAR = "Voici les dates les plus proches."


@pytest.fixture(autouse=True)
def site():
    return tree()


def page(client: Client, query: str = "", path: str = ADDRESS) -> str:
    response = client.get(f"{path}?{query}")
    assert response.status_code == 200
    return response.content.decode()


def files(html: str) -> list[str]:
    """What a browser asks beside the page: the script, or the sheet of `noscript`."""
    return re.findall(r'(?:<script src|<link rel="stylesheet" href)="([^"]+)"', html)


def test_any_site_may_frame_it_and_only_our_own_files_run(client: Client) -> None:
    response = client.get(ADDRESS)
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "connect-src 'none'" in policy
    assert f"script-src 'self' {settings.SITE_URL}" in policy
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in response.headers
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_elsewhere_only_we_may_frame(client: Client) -> None:
    for path in ("/fr/agenda/afficher/", "/fr/agenda/agenda.json", "/oembed"):
        assert "frame-ancestors 'self'" in client.get(path).headers["Content-Security-Policy"]


def test_the_whole_frame_is_two_requests_and_light(client: Client) -> None:
    EvenementFactory.create_batch(50)
    html = page(client, "n=50")
    script, sheet = files(html)
    assert html.index("<noscript>") < html.index(sheet) < html.index("</noscript>")
    for other in (script, sheet):  # with scripts or without, the page and one file
        answer = client.get(other.removeprefix(settings.SITE_URL))
        assert "immutable" in answer["Cache-Control"]
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert len(gzip.compress(html.encode())) + len(gzip.compress(answer.content)) <= MAX_FRAME
        text = answer.content.decode()
        assert not any(word in text for word in ("url(", "@font-face", "@import", "{{", "http"))


def test_a_page_kept_by_a_cache_finds_its_files_after_a_change(client: Client) -> None:
    old = client.get("/cadre/0000000000000000.css")
    assert old.status_code == 200
    assert "immutable" not in old["Cache-Control"]


def test_kept_a_minute_by_caches_and_a_week_without_us(client: Client) -> None:
    control = client.get(ADDRESS).headers["Cache-Control"]
    assert "s-maxage=40" in control
    assert "stale-while-revalidate" in control
    assert "stale-if-error=604800" in control
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    for name in (
        "Content-Security-Policy",
        "Referrer-Policy",
        "Cache-Control",
        "Access-Control-Allow-Origin",
    ):
        assert again[name] == first[name], "a browser replaces what it kept by the headers of 304"
    assert "X-Frame-Options" not in again.headers


def test_the_host_chooses_theme_layout_title_and_language(client: Client) -> None:
    html = page(client, "theme=sombre&layout=compact&titre=non&lang=en&accent=vert")
    assert 'lang="en"' in html
    assert 'class="po compact a-vert" data-theme="sombre"' in html
    assert '<h1 class="cache">' in html
    assert "/en/agenda/" in html


def test_bad_choices_are_the_default_ones(client: Client) -> None:
    bad = "theme=rose&lang=xx&titre=%3Cb%3E&accent=red}body{&layout=%22x&inconnu=1&utm_source=a"
    html = page(client, bad)
    assert html == page(client)
    assert "<b>" not in html.split("</header>")[0]
    assert "red}" not in html


def test_filters_follow_the_reader_to_the_site(client: Client) -> None:
    assert "/fr/agenda/?type=jpo" in page(client, "type=jpo&n=2")


def test_the_next_one_alone(client: Client) -> None:
    EvenementFactory.create_batch(3)
    assert page(client, "layout=prochain&n=3").count("<li>") == 1


def test_the_script_takes_the_same_dates_at_an_address_of_its_own(client: Client) -> None:
    EvenementFactory.create_batch(2)
    assert page(client, "n=1", FRAGMENT) == page(client, "n=1")


def test_a_school_without_date_shows_the_nearest_and_says_so(client: Client) -> None:
    lille = CommuneFactory(code="59350", nom="Lille", latitude=50.63, longitude=3.06)
    roubaix = CommuneFactory(code="59512", nom="Roubaix", latitude=50.69, longitude=3.18)
    paris = CommuneFactory(code="02691", nom="Saint-Quentin", latitude=49.85, longitude=3.29)
    ecole = EtablissementFactory(commune=lille)
    EvenementFactory(titre="Loin", commune=paris, sessions=[(1, 9, 12)])
    EvenementFactory(titre="À côté", commune=roubaix, sessions=[(9, 9, 12)])
    html = page(client, f"uai={ecole.uai}")
    assert NEAR in html
    assert "À côté" in html
    assert "Loin" not in html
    assert "km</span>" in html


def test_an_unknown_school_shows_its_departement(client: Client) -> None:
    for code, title in (("59", "Dans le Nord"), ("02", "Ailleurs")):
        EvenementFactory(
            titre=title, commune=CommuneFactory(code=f"{code}001", departement=DepartementFactory(code=code))
        )
    html = page(client, "uai=0599999X")
    assert "Voici les dates du département." in html
    assert "Dans le Nord" in html
    assert "Ailleurs" not in html


def test_a_school_that_merged_or_closed_keeps_answering(client: Client) -> None:
    last = EtablissementFactory()
    middle = EtablissementFactory(ouvert=False, remplace_par=last, commune=last.commune)
    first = EtablissementFactory(ouvert=False, remplace_par=middle, commune=last.commune)
    closed = EtablissementFactory(ouvert=False)
    EvenementFactory(titre="Chez le dernier", etablissement=last, commune=last.commune)
    html = page(client, f"uai={first.uai}")
    assert "Chez le dernier" in html
    assert 'class="dit"' not in html
    assert 'class="dit"' in page(client, f"uai={closed.uai}")


def test_nothing_at_all_is_said_and_leads_to_the_agenda(client: Client) -> None:
    html = page(client, "dep=59")
    assert "Pas de date pour le moment." in html
    assert "Tout l’agenda" in html


def test_hard_titles(client: Client) -> None:
    titles = ["🎓👩🏽‍🏭 Forum", "يوم الأبواب المفتوحة", "a" * 140, "<script>alert(1)</script>"]
    for title in titles:
        EvenementFactory(titre=title, commune=None, lieu="", resume="<b>gras</b>")
    html = page(client, "n=9")
    assert html.count("<li>") == len(titles)
    assert '<h2 dir="auto">' in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "query", ["du=2026-02-31", "du=2030-01-01&au=2020-01-01", "n=-4&page=99999", "uai=%00&dep=%F0"]
)
def test_addresses_that_make_no_sense_answer(client: Client, query: str) -> None:
    EvenementFactory()
    assert "<li>" in page(client, query)


def test_queries_do_not_grow(client: Client, django_assert_max_num_queries) -> None:
    EvenementFactory.create_batch(8)
    page(client, "n=8")
    with django_assert_max_num_queries(6):
        page(client, "n=8")
