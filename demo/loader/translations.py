"""English pages as real translations of wagtail-localize: its source, its segments, its strings, its records.

The English file is read like the French one, with the same identifiers of blocks; its segments are then those of the
French page, found by their path. The translation editor therefore shows each sentence beside its source.
"""

import json
import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from demo.loader.context import Context
from demo.loader.documents import Document
from demo.loader.errors import Faute, FauteError
from demo.loader.fields import KEYS, explain
from demo.loader.publishing import go_live
from demo.loader.segments import source_of
from demo.loader.stories import Recit, kind_of

ANCHOR = re.compile(r'<a id="(a\d+)">')
Lines = dict[str, int]


def merged(french: Document, english: Document) -> Document:
    """What the English file does not say again (codes, sources, sectors) is that of the French one."""
    meta = {**french.meta, **english.meta}
    if "rev3" in english.meta:
        words = {record.get("theme"): record for record in english.meta["rev3"] if isinstance(record, dict)}
        meta["rev3"] = [
            {**record, **words.get(record.get("theme"), {})} for record in french.meta.get("rev3", [])
        ]
    return replace(english, meta=meta)


def kinds(french: Document, recit: Recit) -> list[str]:
    return [kind_of(section, recit, french) for section in french.sections]


def translate(source_instance: Any, mirror: Model, english: Document, lines: Lines, context: Context) -> Any:
    """`mirror`: the English content in memory, with the identifiers of the French one."""
    # Read again: the rows of a page just published have no key yet in memory.
    fresh = type(source_instance)._default_manager.get(pk=source_instance.pk)
    source = source_of(fresh)
    write_strings(source, mirror, english, lines, context)
    write_overrides(source, context)
    now = timezone.now()
    Translation.objects.update_or_create(
        source=source,
        target_locale=context.english,
        defaults={"enabled": True, "translations_last_updated_at": now, "destination_last_updated_at": now},
    )
    try:
        target, created = source.create_or_update_translation(context.english, publish=False)
        if created:
            go_live(target, target.latest_revision)
        else:
            target.get_latest_revision().publish()
    except ParentNotTranslatedError as error:
        raise english.fault("la page parente n’a pas de version anglaise.") from error
    except ValidationError as error:
        raise explain(error, english) from error
    target.refresh_from_db()
    return target


def by_path(mirror: Model) -> dict[str, list[StringSegmentValue]]:
    segments: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for segment in extract_segments(mirror):
        if isinstance(segment, StringSegmentValue):
            segments[segment.path].append(segment)
    return segments


def write_strings(
    source: TranslationSource, mirror: Model, english: Document, lines: Lines, context: Context
) -> None:
    """One StringTranslation per French segment; what has no counterpart is a fault, in either direction."""
    given = by_path(mirror)
    faults: list[Faute] = []
    strings: dict[tuple[int, int], StringTranslation] = {}
    for segment in source.stringsegment_set.select_related("context", "string").order_by("order"):
        path, french = segment.context.path, segment.string.data
        queue = given.get(path) or []
        if not inherits(path, english) and not queue:
            faults.append(
                Faute(english.name, line_of(path, english, lines), f"à traduire : « {french[:80]} ».")
            )
            continue
        data = french
        if queue:
            found = queue.pop(0)
            if not inherits(path, english):
                data = same_anchors(found, segment, english, line_of(path, english, lines))
        strings[segment.string_id, segment.context_id] = StringTranslation(
            translation_of=segment.string,
            locale=context.english,
            context=segment.context,
            data=data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    for path, rest in given.items():
        for value in rest:
            message = f"en trop, le français n’a rien à cet endroit : « {value.string.data[:80]} »."
            faults.append(Faute(english.name, line_of(path, english, lines), message))
    if faults:
        raise FauteError(*faults)
    StringTranslation.objects.bulk_create(
        strings.values(),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "updated_at", "has_error", "field_error"],
    )


STORIES = ("body", "interview", "description", "parcours", "admission", "simplifie")
TEXTS = ("transition", "apres", "autre_voie", "plait", "pese")


def inherits(path: str, english: Document) -> bool:
    """A field that the English file leaves out keeps the French words: a name, a code, the title of a source."""
    root = path.split(".", 1)[0]
    if root in STORIES or (root in TEXTS and root not in english.meta):
        return False
    return KEYS.get(root, root) not in english.meta


def line_of(path: str, english: Document, lines: Lines) -> int:
    root, _, rest = path.partition(".")
    block = rest.split(".", 1)[0]
    return lines.get(block) or lines.get(root) or english.line(KEYS.get(root, root))


def same_anchors(found: StringSegmentValue, segment: Any, english: Document, line: int) -> str:
    """Links are numbered in each language: the English ones take the numbers of the French ones they repeat."""
    data = str(found.string.data)
    ids = ANCHOR.findall(data)
    if not ids:
        return data
    french = {_address(attributes): name for name, attributes in json.loads(segment.attrs or "{}").items()}
    for name in ids:
        target = french.get(_address((found.attrs or {}).get(name, {})))
        if target is None:
            raise english.fault("ce lien n’est pas dans le paragraphe français.", line)
        data = data.replace(f'<a id="{name}">', f'<a id="@{target}">')
    return data.replace('<a id="@', '<a id="')


def _address(attributes: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, re.sub(r"^/en/", "/fr/", value)) for key, value in attributes.items()))


def write_overrides(source: TranslationSource, context: Context) -> None:
    """Addresses that are no page (a filter, an établissement) carry their language."""
    for segment in source.overridablesegment_set.select_related("context"):
        value = json.loads(segment.data_json)
        if isinstance(value, str) and value.startswith("/fr/"):
            SegmentOverride.objects.update_or_create(
                locale=context.english,
                context=segment.context,
                defaults={"data_json": json.dumps(value.replace("/fr/", "/en/", 1))},
            )
