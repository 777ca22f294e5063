"""What must hold before the site starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from search.index.definition import LANGUAGES
from search.index.features import not_available


@register()
def every_language_has_an_index(*_args: Any, **_options: Any) -> list[CheckMessage]:
    return [
        Error(
            f"The language {code!r} has no search index.",
            hint="Add its analyzers to search/index/analysis.py and a text search configuration.",
            id="search.E001",
        )
        for code, _name in settings.LANGUAGES
        if code not in LANGUAGES
    ]


@register()
def the_definition_uses_what_was_tried(*_args: Any, **_options: Any) -> list[CheckMessage]:
    return [
        Error(f"The index definition uses {feature}, which no server was tried with.", id="search.E002")
        for feature in not_available()
    ]
