"""oEmbed by its specification; link, oEmbed and script lead to the address of the frame."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from evenements.embed.addresses import Embed
from evenements.embed.generator import codes, element_code, frame_code
from evenements.embed.look import ACCENTS
from evenements.embed.oembed import describe, read_url
from tests.home.factories import tree
from tests.territoires.factories import EtablissementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return tree()


def ask(client: Client, url: str, **more: str):
    return client.get("/oembed", {"url": url, **more})


def ours(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def test_json_has_the_fields_of_a_rich_answer(client: Client) -> None:
    response = ask(client, ours("/fr/agenda/?type=jpo"))
    answer = response.json()
    assert response["Content-Type"] == "application/json"
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["provider_name"] == "Proch’Orientation"
    assert f'src="{ours("/embed/v1/agenda/?type=jpo")}"' in answer["html"]
    assert 'title="Prochaines dates' in answer["html"]
    assert 'referrerpolicy="strict-origin"' in answer["html"]


def test_xml_says_the_same(client: Client) -> None:
    url = ours("/fr/agenda/?type=jpo&public=lycee")
    response = ask(client, url, format="xml")
    root = etree.fromstring(response.content)
    assert response["Content-Type"].startswith("text/xml")
    said = {child.tag: child.text for child in root}
    assert said == {name: str(value) for name, value in ask(client, url, format="json").json().items()}


def test_bounds_are_obeyed_and_nonsense_bounds_nothing(client: Client) -> None:
    answer = ask(client, ours("/fr/agenda/"), maxwidth="300", maxheight="250").json()
    assert (answer["width"], answer["height"]) == (300, 250)
    assert 'width="300" height="250"' in answer["html"]
    assert ask(client, ours("/fr/agenda/"), maxwidth="x", maxheight="-1").json()["width"] == 640


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [
        ("https://ailleurs.example/fr/agenda/", {}, 404),
        ("http://[", {}, 404),
        ("", {}, 404),
        ("/fr/metiers/", {}, 404),
        ("/fr/agenda/", {"format": "yaml"}, 501),
        ("/xx/agenda/", {}, 404),
    ],
)
def test_errors_of_the_specification(client: Client, url: str, more: dict[str, str], status: int) -> None:
    response = ask(client, ours(url) if url.startswith("/") else url, **more)
    assert response.status_code == status
    assert not response.has_header("Location")


def test_pages_say_where_their_answer_is(client: Client) -> None:
    school = EtablissementFactory()
    for path in ("/fr/agenda/", f"/fr/etablissements/{school.uai}/", "/embed/v1/agenda/?type=jpo"):
        html = client.get(path).content.decode()
        for kind, end in (("application/json+oembed", "json"), ("text/xml+oembed", "xml")):
            (address,) = re.findall(rf'<link rel="alternate" type="{re.escape(kind)}" href="([^"]+)"', html)
            answer = client.get(unescape(address).removeprefix(settings.SITE_URL))
            assert answer.status_code == 200
            assert unescape(address).endswith(f"&format={end}")
    assert f"uai={school.uai}" in ask(client, ours(f"/fr/etablissements/{school.uai}/")).json()["html"]


class Element(HTMLParser):
    """Attributes of the first `div` or `iframe`."""

    def handle_starttag(self, tag, attrs):
        if not hasattr(self, "found") and tag in {"div", "iframe"}:
            self.found = dict(attrs)


def attributes_of(html: str) -> dict[str, str]:
    parser = Element()
    parser.feed(html)
    return parser.found


ADDRESSES = st.fixed_dictionaries(
    {},
    optional={
        "type": st.lists(st.sampled_from(["jpo", "forum", "x"]), min_size=1, max_size=2),
        "public": st.sampled_from(["lycee", "college", ""]),
        "du": st.sampled_from(["2026-12-01", "2026-02-31"]),
        "n": st.integers(-1, 60),
        "lang": st.sampled_from(["fr", "en", "xx"]),
        "theme": st.sampled_from(["sombre", "auto", "<"]),
        "accent": st.sampled_from([*ACCENTS, "x"]),
        "layout": st.sampled_from(["cartes", "prochain", '"']),
        "titre": st.sampled_from(["oui", "non", "Nos dates"]),
        "inconnu": st.text(max_size=5),
    },
)


@given(ADDRESSES)
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_form_leads_to_the_address_of_the_frame(asked) -> None:
    embed = read_url(ours(f"/embed/v1/agenda/?{urlencode(asked, doseq=True)}"))
    assert embed is not None
    again = read_url(embed.frame)
    assert again is not None
    assert again.frame == embed.frame
    assert attributes_of(frame_code(embed))["src"] == embed.frame
    assert attributes_of(describe(embed)["html"])["src"] == embed.frame
    # The link keeps the filters; what it cannot say is the look and the number.
    linked = read_url(embed.link)
    assert linked is not None
    assert linked.form.querystring(n=None) == embed.form.querystring(n=None)
    # As scripts/v1.js reads its element: commas part the values of a name.
    said = attributes_of(element_code(embed)).items()
    pairs = [
        (name.removeprefix("data-"), value)
        for name, text in said
        if name.startswith("data-") and name != "data-proch-orientation"
        for value in text.split(",")
    ]
    assert urlencode(pairs) == embed.query
    assert Embed.read(QueryDict(urlencode(pairs)), embed.language).frame == embed.frame


def test_the_generator_finds_a_school_and_writes_its_codes(client: Client) -> None:
    school = EtablissementFactory(nom="Lycée de l’Essai")
    html = client.get("/fr/agenda/afficher/", {"etablissement": "essai"}).content.decode()
    assert f'value="{school.uai}" checked' in html
    assert f"uai={school.uai}" in html
    assert "Aucune date ne répond aujourd’hui" in html
    assert client.get("/en/agenda/afficher/").status_code == 200
    embed = read_url(ours(f"/embed/v1/agenda/?uai={school.uai}"))
    assert embed is not None
    assert [code.key for code in codes(embed)] == [
        "wordpress",
        "spip",
        "iframe",
        "html",
        "fige",
        "calendrier",
        "lien",
    ]
    assert dict(parse_qsl(embed.query)) == {"uai": school.uai}


@pytest.mark.parametrize(
    "bad", ["etablissement=%00", "etablissement=zzzz", "uai=x&n=0", "du=2026-02-31", "q=" + "a" * 900]
)
def test_the_generator_never_fails(client: Client, bad: str) -> None:
    assert client.get(f"/fr/agenda/afficher/?{bad}").status_code == 200
