"""Whatever is asked, a page answers: no error, no leak, from Elasticsearch as from PostgreSQL."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.test import Client

from search.service import breaker
from tests.search.factories import Tree

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

QUESTIONS = [
    "x" * 10_000, "é" * 5_000, "mot " * 2_500, "\x00", "a\x00b", "\x01\x02\x03\x1b[31m", "\u202e\u200b\ufeff",
    "\x7f\x85\u2028", "' OR 1=1 --", "'; DROP TABLE search_indexeddocument; --",
    "%' AND 1=(SELECT pg_sleep(10)) AND '%'='", "\\", "\\\\'", '"', '"""', "a:b AND (c OR",
    "* ? ~ ^ /regex/ [a TO z]", "title:secret^100 || _exists_:key", '{"match_all": {} }', "& | ! <-> ( ) :* !!",
    "infirmier:* & !maçon", "%", "_", "$$", "$1", "%s %(q)s {0}", "${7*7}", "<script>alert(1)</script>",
    "../../etc/passwd", "le la les", "?", "a", "日本語", "👩‍🚒👨‍👩‍👧", "ﬁ ǅ ß İ", "-" * 300, "a " * 300, "«» “” ‹›",
    "1" * 400, "à " * 100, "“" + "lille" * 60 + "”",
]  # fmt: skip

FACETS = ("sorte", "secteur", "rev3", "chantier", "niveau", "voie", "type", "public", "dep", "bassin")
ADDRESSES = [
    "q=%ED%A0%80", "q=%FF%FE%00", "q=%C0%AF", "q=&q=&q=", "q[]=1&q[$ne]=1", "q=infirmier&" * 300, "quand=2027-01",
    "page=0", "page=-1", "page=9" + "9" * 40, "page=1e3", "page=%00", "page=١٢", "page=999&n=50", "n=0", "n=-5",
    "n=99999", "n=abc", "tri=distance", "tri=%27", "du=0001-01-01&au=9999-12-31", "du=9999-12-31", "au=0001-01-01",
    "du=2027-02-30", "du=2027-13-01&au=x", "rayon=-1", "rayon=1e9", "commune=59350&rayon=0",
    "commune=%27&commune=00000&commune=zzzzz", "uai=%00", "uai=0590117S%27", "pres=%27%00--", "pres=" + "x" * 5_000,
    "lettre=" + "x" * 5_000, "lettre=%00&q=a", "lettre=a&" * 100 + "q=a",
    "&".join(f"secteur={number}" for number in range(100)), "&".join(f"{name}=x" for name in FACETS * 10),
    "inconnu=1&utm_source=x",
]  # fmt: skip


@pytest.fixture(params=["elasticsearch", "postgresql"])
def store(
    request: pytest.FixtureRequest, site: Tree, indexed: Callable[[], None], settings: LazySettings
) -> str:
    site.metier("Infirmière, infirmier")
    indexed()
    if request.param == "postgresql":
        settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    name: str = request.param
    return name


def test_any_question_gets_a_page(client: Client, store: str) -> None:
    for q in QUESTIONS:
        response = client.get(f"/fr/recherche/?q={quote(q)}")
        assert response.status_code == 200, q[:60]
        assert response.headers["X-Search-Engine"] == store, "a question must not bring the engine down"
        assert "<script>alert" not in response.content.decode()


def test_any_question_gets_suggestions_or_none(client: Client, store: str) -> None:
    for q in QUESTIONS:
        breaker.reset()
        response = client.get(f"/suggest/?q={quote(q)}&lang=fr")
        assert response.status_code == 200, q[:60]
        assert breaker.closed is (store == "elasticsearch" or len(" ".join(q.split())) < 2), q[:60]
    for lang in ("", "xx", "%00", "en", "x" * 1000):
        assert client.get(f"/suggest/?q=inf&lang={lang}").status_code == 200


def test_any_address_gets_a_page(client: Client, store: str) -> None:
    for query in ADDRESSES:
        for path in ("/fr/recherche/", "/fr/recherche/filtre/secteur/"):
            response = client.get(f"{path}?{query}")
            assert response.status_code == 200, query[:80]
            assert response.headers["X-Search-Engine"] == store, query[:80]
