"""Front matter → fields of a model, by what Django says of each field."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from demo.loader import dates
from demo.loader.context import Context
from demo.loader.documents import Document
from demo.loader.errors import Faute, FauteError

VERBATIM = (models.URLField, models.EmailField, models.SlugField)
CODES = ("code_rncp", "code_cfd", "code_mef", "dessin", "icone", "couleur", "cle", "portrait_dessin", "scene")


def convert(field: models.Field[Any, Any], value: Any, key: str, document: Document, context: Context) -> Any:
    """The value of one field; a date may be relative to the day of loading."""
    line = document.line(key)
    if isinstance(field, models.DateTimeField):
        return _moment(value, line, document, context)
    if isinstance(field, models.DateField):
        return day(value, line, document, context)
    if isinstance(field, ArrayField):
        return _names(value, key, document)
    if isinstance(field, models.TextField | models.CharField):
        return _text(field, value, key, document, context)
    return Decimal(str(value)) if isinstance(field, models.DecimalField) and value is not None else value


def _names(value: Any, key: str, document: Document) -> list[str]:
    if not isinstance(value, list):
        raise document.fault(f"« {key} » est une liste : [a, b].", document.line(key))
    return [str(item) for item in value]


def _text(field: models.Field[Any, Any], value: Any, key: str, document: Document, context: Context) -> str:
    """Typography for what is read, nothing for codes, choices and addresses."""
    if value is None or isinstance(value, dict | list):
        raise document.fault(f"« {key} » attend du texte.", document.line(key))
    if isinstance(field, VERBATIM) or field.choices or key in CODES:
        return str(value)
    return context.writer(document).plain(str(value), document.line(key))


def day(value: Any, line: int, document: Document, context: Context) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return dates.parse_day(str(value), context.today)
    except ValueError as error:
        raise document.fault(str(error), line) from error


def _moment(value: Any, line: int, document: Document, context: Context) -> Any:
    try:
        return dates.parse_moment(str(value), context.today) if value else None
    except ValueError as error:
        raise document.fault(str(error), line) from error


def assign(instance: models.Model, keys: tuple[str, ...], document: Document, context: Context) -> None:
    """Sets the fields named in the front matter; a field taken out of the file returns to its default."""
    for key in keys:
        field = instance._meta.get_field(key)
        if not isinstance(field, models.Field):
            raise TypeError(key)
        if key in document.meta:
            setattr(instance, key, convert(field, document.meta[key], key, document, context))
        else:
            setattr(instance, key, field.get_default())


def refuse_unknown(document: Document, known: set[str]) -> None:
    faults = [
        Faute(
            document.name,
            document.line(key),
            f"champ « {key} » inconnu ici. Champs : {', '.join(sorted(known))}.",
        )
        for key in document.meta
        if key not in known
    ]
    if faults:
        raise FauteError(*faults)


def explain(
    error: ValidationError, document: Document, contenu_lines: dict[str, int] | None = None
) -> FauteError:
    """A refusal of the model, at the line of the field it names."""
    lines = contenu_lines or {}
    # A record stands on one line, a page starts on the first.
    start = min(document.lines.values(), default=1) if not document.name.endswith(".md") else 1
    if not hasattr(error, "error_dict"):
        return FauteError(*(Faute(document.name, start, message) for message in error.messages))
    faults = []
    for name, children in error.error_dict.items():
        line = document.lines.get(KEYS.get(name, name)) or lines.get(name, start)
        for child in children:
            faults += [Faute(document.name, line, f"{_label(name)}{message}") for message in child.messages]
    return FauteError(*faults)


KEYS = {"preuves_rev3": "rev3", "liens_chiffres": "chiffres", "sessions": "dates", "__all__": "title"}


def _label(name: str) -> str:
    return "" if name == "__all__" else f"{KEYS.get(name, name)} : "


def has_field(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
