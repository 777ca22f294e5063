"""What a content says to the search engine, and the registry of those who speak.

An app registers each public model in `ready()`, from its own `search_documents.py`:

    register(MetierPage, MetierSource())            # it is found
    register(Offre, OffreSource())                  # found through others: `Source` with only `affected()`
    exempt(MetiersIndexPage, "une liste ne se cherche pas")

`search` reads this registry and names no model. `common.checks` refuses a page, snippet or tag model with neither.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet, TextChoices
from django.dispatch import Signal
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.blocks import StreamValue
from wagtail.models import Page

M = TypeVar("M", bound=Model)

#: Sent with `sender=Model, pks=[…]` after a write that sends no signal (`bulk_create`, `update()`, an import).
documents_changed = Signal()


class Sorte(TextChoices):
    """The kinds of results, in the order of the tabs of the search page."""

    METIER = "metier", _("Métiers")
    FORMATION = "formation", _("Formations")
    AMBASSADEUR = "ambassadeur", _("Ambassadeurs")
    EVENEMENT = "evenement", _("Événements")
    ETABLISSEMENT = "etablissement", _("Établissements")
    SECTEUR = "secteur", _("Secteurs et chantiers")


#: A help page answers too, but no filter isolates it.
PAGE = "page"

#: What one result is.
SINGULARS = {
    "metier": _("Métier"),
    "formation": _("Formation"),
    "ambassadeur": _("Ambassade"),
    "evenement": _("Événement"),
    "etablissement": _("Établissement"),
    "secteur": _("Secteur"),
    PAGE: _("Aide"),
}


@dataclass(frozen=True, slots=True)
class Dates:
    """One opening of an event or of a session; both ends are aware, `ends` may be missing."""

    starts: datetime
    ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One content in one language, flat and complete: the engine and the result card need nothing else.

    `key` is `document_key(instance)`: one document per object and language. Lists of codes hold what the filter
    grammar holds (slugs, département, bassin and INSEE codes, UAI, levels 3 to 8). Matched fields (`title`,
    `alternatives`, `sigles`, `body`…) are not the shown ones (`title`, `summary`, `facts`).
    """

    key: str
    kind: str  # a `Sorte`, or PAGE
    language: str
    title: str
    url: str  # path on this site, without host
    summary: str = ""
    detail: str = ""  # one short line beside the title in suggestions: "Formation · CAP", "Lille (59)"
    facts: tuple[str, ...] = ()  # two or three short strings for the card

    # what is matched
    labels: tuple[
        str, ...
    ] = ()  # the title said in each gender, or its short form: as good as the title itself
    alternatives: tuple[str, ...] = ()  # other titles: feminine, masculine, ROME appellations
    sigles: tuple[str, ...] = ()  # "BTS MCO", "CAP AEPE"
    keywords: tuple[
        str, ...
    ] = ()  # names of its classification: sector, theme, centres of interest, establishment
    places: tuple[str, ...] = ()  # names of communes, départements, établissements where it is found
    body: str = ""

    # what is filtered; one meaning per field over all kinds
    secteurs: tuple[str, ...] = ()
    rev3: tuple[str, ...] = ()
    chantiers: tuple[str, ...] = ()
    niveaux: tuple[int, ...] = ()
    voies: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    bassins: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    etablissements: tuple[str, ...] = ()  # UAI
    publics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # type of event
    interets: tuple[str, ...] = ()  # centres of interest of ROME: what a person who would like it says
    main_interets: tuple[str, ...] = ()  # those among them that describe it best
    points: tuple[tuple[float, float], ...] = ()  # latitude, longitude in degrees (WGS 84)
    dates: tuple[Dates, ...] = ()
    en_ligne: bool = False

    # when it is shown; filtered at query time too, so what has ended is gone at the minute
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    weight: float = 1.0  # 0.5 to 2: how much the content counts among equals
    picture: str = ""  # address of a small picture or portrait; empty: the tile of its first sector
    state: str = ""  # for an event: prevu, complet, reporte, annule
    group: str = ""  # same for all translations of one content (translation key)
    languages: tuple[str, ...] = ()  # where the content exists; completed by `search` for translatable models


class Source(Generic[M]):
    """How one model becomes documents. Subclass it in `<app>/search_documents.py`."""

    model: type[M]  # set by `register()`

    def queryset(self) -> QuerySet[M]:
        """What is public now, with all that `documents()` reads already joined or prefetched."""
        return self.model._default_manager.none()

    def documents(self, instance: M) -> Iterable[SearchDocument]:
        """At most one document per language, all with `key=document_key(instance)`."""
        return ()

    def affected(self, instance: M) -> Iterable[Model]:
        """Other registered objects whose documents show something of this one."""
        return ()


class AlreadyDeclaredError(Exception):
    """One model has one source: a second registration is a mistake of wiring."""


_sources: dict[type[Model], Source[Any]] = {}
_exempt: dict[type[Model], str] = {}


def register(model: type[M], source: Source[M]) -> None:
    """Make `model` found through `source`."""
    if model in _sources or model in _exempt:
        raise AlreadyDeclaredError(model._meta.label)
    source.model = model
    _sources[model] = source


def exempt(model: type[Model], reason: str) -> None:
    """Say why `model` is not found."""
    if model in _sources or model in _exempt:
        raise AlreadyDeclaredError(model._meta.label)
    _exempt[model] = reason


def source_of(model: type[Model]) -> Source[Any] | None:
    return _sources.get(model)


def is_declared(model: type[Model]) -> bool:
    return model in _sources or model in _exempt


def sources() -> Iterator[tuple[type[Model], Source[Any]]]:
    """All registered models with their source, in a stable order."""
    yield from sorted(_sources.items(), key=lambda item: item[0]._meta.label_lower)


def document_key(instance: Model) -> str:
    """The name of the document of `instance`, the same in the index of each language."""
    return key_for(type(instance), instance.pk)


def key_for(model: type[Model], pk: object) -> str:
    return f"{model._meta.label_lower}:{pk}"


_choices: dict[str, tuple[tuple[str, str], ...]] = {}


def declare_choices(name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """The values of a filter whose list is an enum of an app above `search`: `voie`, `type`, `public`."""
    _choices[name] = tuple((str(value), label) for value, label in choices)


def declared_choices(name: str) -> tuple[tuple[str, str], ...]:
    """Pairs of value and (lazy) label, in the order declared."""
    return _choices.get(name, ())


# What sources are made of


def text_of(*values: Any) -> str:
    """The plain text of StreamFields and strings, as a reader would read it."""
    parts: list[str] = []
    for value in values:
        if isinstance(value, StreamValue):
            parts += value.stream_block.get_searchable_content(value)
        elif value:
            parts.append(str(value))
    return " ".join(part for part in (strip_tags(part).strip() for part in parts) if part)


def page_path(page: Page) -> str:
    """The path of a page on this site, without host."""
    parts = page.get_url_parts()
    return parts[2] if parts else ""


def distinct(*values: str | None) -> tuple[str, ...]:
    """The non-empty strings, once each, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def linked(instance: Model) -> Iterator[Model]:
    """Registered contents that point at this one, directly or through a link model that is part of them."""
    for relation in instance._meta.related_objects:
        model = relation.related_model
        if relation.many_to_many or isinstance(model, str):
            continue
        rows = model._default_manager.filter(**{relation.field.name: instance.pk})
        if model in _sources:
            yield from rows
        for field in model._meta.fields:
            if (
                isinstance(field, ParentalKey)
                and field.name != relation.field.name
                and field.related_model in _sources
            ):
                yield from field.related_model._default_manager.filter(pk__in=rows.values(field.attname))


class LinkedSource(Source[M]):
    """A model without document of its own, shown in the documents of what points at it: a term, a figure."""

    def affected(self, instance: M) -> Iterable[Model]:
        return linked(instance)
