"""The first source of a translation, with its segments written by kind instead of one query, or four, for each.

The same rows as `TranslationSource.update_or_create_from_instance()`, which takes over as soon as a source exists; a
test refreshes sources written here and finds nothing to change.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments


def source_of(instance: Any) -> TranslationSource:
    """`instance` is read from the database: its children have their keys."""
    if TranslationSource.objects.filter(object_id=instance.translation_key, locale=instance.locale).exists():
        source, _created = TranslationSource.update_or_create_from_instance(instance)
        return source
    translatable, _created = TranslatableObject.objects.get_or_create_from_instance(instance)
    source = TranslationSource.objects.create(
        object=translatable,
        locale=instance.locale,
        specific_content_type=ContentType.objects.get_for_model(type(instance)),
        object_repr=str(instance)[:200],
        content_json=instance.to_json(),
        schema_version=get_schema_version(instance._meta.app_label),
        last_updated_at=timezone.now(),
    )
    write_segments(source, instance)
    return source


def write_segments(source: TranslationSource, instance: Any) -> None:
    values = list(extract_segments(instance))
    contexts = contexts_of(source, instance, {value.path for value in values})
    strings = strings_of(source, [value for value in values if isinstance(value, StringSegmentValue)])
    made: dict[type[Any], list[Any]] = {}
    for value in values:
        model, content = segment_of(value, strings)
        row = model(source=source, context=contexts[value.path], order=value.order, **content)
        made.setdefault(model, []).append(row)
    for related in made.get(RelatedObjectSegment, ()):
        related.object.save()
    for model, rows in made.items():
        model.objects.bulk_create(rows)


def segment_of(value: Any, strings: dict[str, String]) -> tuple[type[Any], dict[str, Any]]:
    """The model of the segment and the fields that hold what it says."""
    if isinstance(value, TemplateSegmentValue):
        return TemplateSegment, {"template": Template.from_value(value)}
    if isinstance(value, RelatedObjectSegmentValue):
        target = TranslatableObject(translation_key=value.translation_key, content_type=value.content_type)
        return RelatedObjectSegment, {"object": target}
    if isinstance(value, OverridableSegmentValue):
        return OverridableSegment, {"data_json": json.dumps(value.data, cls=DjangoJSONEncoder)}
    attributes = json.dumps(value.attrs, cls=DjangoJSONEncoder)
    return StringSegment, {"string": strings[value.string.data], "attrs": attributes}


def contexts_of(
    source: TranslationSource, instance: Any, paths: Iterable[str]
) -> dict[str, TranslationContext]:
    """By path. A source that was deleted left its contexts."""
    found = {
        context.path: context for context in TranslationContext.objects.filter(object_id=source.object_id)
    }
    missing = []
    for path in sorted(set(paths) - set(found)):
        context = TranslationContext(
            object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path)
        )
        # `get_field_path()` computes the path of the field, then saves it: it is created just below.
        context.save = lambda **_options: None
        context.get_field_path(instance)
        missing.append(context)
    for context in TranslationContext.objects.bulk_create(missing):
        found[context.path] = context
    return found


def strings_of(source: TranslationSource, values: Iterable[StringSegmentValue]) -> dict[str, String]:
    """By text; two pages that say the same share it."""
    hashes = {value.string.data: String._get_data_hash(value.string.data) for value in values}
    String.objects.bulk_create(
        [String(locale=source.locale, data=data, data_hash=digest) for data, digest in hashes.items()],
        ignore_conflicts=True,
    )
    rows = String.objects.filter(locale=source.locale, data_hash__in=hashes.values())
    return {string.data: string for string in rows}
