"""Our models and page types, as Django has registered them."""

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from tests.architecture.source import layers


def our_models() -> list[type[Model]]:
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in layers()
    ]


def our_pages() -> list[type[Page]]:
    return [model for model in our_models() if issubclass(model, Page)]
