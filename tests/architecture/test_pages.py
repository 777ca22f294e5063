"""Rules that every page type keeps."""

from django.core import checks
from django.template.loader import get_template

from common.models import BasePage
from tests.architecture.registered import our_pages


def test_every_page_type_says_its_place_in_the_tree() -> None:
    silent = [
        f"{page.__name__}.{name}"
        for page in our_pages()
        for name in ("parent_page_types", "subpage_types")
        if not any(name in vars(base) for base in page.__mro__ if base.__module__.split(".")[0] != "wagtail")
    ]
    assert silent == []


def test_an_index_stands_once_under_its_parent() -> None:
    assert [
        page.__name__ for page in our_pages() if "Index" in page.__name__ and page.max_count_per_parent != 1
    ] == []


def test_every_page_type_is_a_base_page() -> None:
    assert [page.__name__ for page in our_pages() if not issubclass(page, BasePage)] == []


def test_every_page_type_has_its_template() -> None:
    for page in our_pages():
        get_template(page.template)


def test_system_checks_are_silent() -> None:
    """Among them: each page, snippet and tag has a search document, or says why not."""
    assert [str(message) for message in checks.run_checks()] == []
