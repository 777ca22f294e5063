"""The rules of the test harness itself: what it should refuse, it refuses."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Template, engines
from wagtail.models import Locale, Page

from tests.plugins import postgres, strict_templates
from tests.plugins.run import RUN, WORKER
from tests.plugins.strict_client import faults_of_headers, faults_of_markup


@pytest.mark.django_db
def test_an_empty_database_has_what_migrations_wrote() -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Locale.objects.count() == 1
    assert connection.settings_dict["NAME"] == f"test_{RUN}_{WORKER}_vide"


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_may_destroy_everything() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE wagtailcore_page, wagtailcore_locale CASCADE")


@pytest.mark.django_db
def test_and_the_next_one_does_not_see_it() -> None:
    assert Page.objects.filter(depth=1).exists()


def test_a_fingerprint_changes_with_names_and_contents(tmp_path) -> None:
    file = tmp_path / "0001_initial.py"
    file.write_text("a")
    first = postgres.fingerprint([file])
    file.write_text("b")
    assert postgres.fingerprint([file]) != first
    assert postgres.fingerprint([file.rename(tmp_path / "0001_first.py")]) != first


def our_template(source: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(strict_templates, "OURS", "<unknown source>")
    return Template(source)


@pytest.mark.parametrize(
    "source", ["{{ absent }}", "{% if absent %}a{% endif %}", "{% for a in absent.b %}{% endfor %}"]
)
def test_an_undefined_variable_fails(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(pytest.fail.Exception, match="is undefined"):
        our_template(source, monkeypatch).render(Context({}))


@pytest.mark.parametrize(
    "source", ['{{ absent|default:"" }}', '{% if absent|default:"" %}a{% endif %}', "{{ name|lower }}"]
)
def test_what_may_be_absent_says_so(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert our_template(source, monkeypatch).render(Context({"name": "Lille"})) in {"", "lille"}


def test_templates_of_others_are_lenient() -> None:
    assert engines["django"].from_string("a{{ absent }}").render({}) == "a"


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">a</p>',
        '<a href="/" onclick="go()">a</a>',
        "<script>go()</script>",
        "<style>p {}</style>",
        '<a href="javascript:go()">a</a>',
        "<p>{{ titre }}</p>",
    ],
)
def test_markup_that_no_public_page_holds(html: str) -> None:
    assert len(faults_of_markup(html)) == 1


def test_markup_that_may_stay() -> None:
    html = (
        '<script src="/a.js"></script><script type="application/ld+json">{"a": {"b": 1}}</script><p>{ a }</p>'
    )
    assert faults_of_markup(html) == []


def test_headers_that_no_public_page_holds() -> None:
    response = HttpResponse(headers={"Vary": "Accept, Cookie"})
    response.set_cookie("a", "b")
    assert faults_of_headers(response) == ["cookie a", "Vary: Cookie"]
