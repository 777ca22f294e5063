"""Query pieces that several apps use."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Prefetch, QuerySet
from wagtail.models import PageViewRestriction

Q = TypeVar("Q", bound=QuerySet[Any, Any])


def open_to_all(pages: Q) -> Q:
    """Pages without view restriction above them. Wagtail's `public()` says the same with a query of its own."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restricted = PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path"))
    return pages.filter(~Exists(restricted))


def has_links(model: type[Model], links: str) -> Exists:
    """Whether an item has such links: enough for the REV3 mark of a card, without reading them."""
    field = model._meta.get_field(links)
    through = field.related_model
    return Exists(through._default_manager.filter(**{field.field.name: OuterRef("pk")}).order_by())  # type: ignore[union-attr]


def with_terms(model: type[Model], links: str) -> Prefetch[Any]:
    """The vocabulary links of `model` and their terms, in one query instead of two."""
    through = model._meta.get_field(links).related_model
    return Prefetch(links, queryset=through._default_manager.select_related("tag").order_by("pk"))  # type: ignore[union-attr]


def in_language(pages: QuerySet[Any, Any], keys: Iterable[int], locale_id: int) -> list[Any]:
    """The pages of these keys (a list, or a query of keys), each in `locale` where it exists, else as it is: one query.

    A translation keeps the links of its source: a page translated after it would stay linked in French.
    """
    named = pages.model._default_manager.filter(pk__in=keys).order_by().values("translation_key")
    here = models.Q(locale_id=locale_id) | models.Q(pk__in=keys)
    found = list(pages.filter(here, translation_key__in=named))
    said = {page.translation_key for page in found if page.locale_id == locale_id}
    return [page for page in found if page.locale_id == locale_id or page.translation_key not in said]
