"""A content that nobody can find is a mistake: each public model is searched, or says why not."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models import Model
from taggit.models import TagBase
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from common.search_documents import is_declared


def _ours(model: type[Model]) -> bool:
    """Models of this project, not those of Django, Wagtail and their friends."""
    config = apps.get_app_config(model._meta.app_label)
    return "site-packages" not in config.path


def public_models() -> Iterator[type[Model]]:
    """Concrete pages, snippets and tag models of the project."""
    snippets = set(get_snippet_models())
    for model in apps.get_models():
        if _ours(model) and (issubclass(model, Page | TagBase) or model in snippets):
            yield model


@register(Tags.models)
def search_is_declared(*_args: Any, **_options: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{model._meta.label} is neither registered for search nor exempt from it.",
            hint="Call register() or exempt() of common.search_documents in the app's search_documents.py.",
            obj=model,
            id="common.E001",
        )
        for model in public_models()
        if not is_declared(model)
    ]
