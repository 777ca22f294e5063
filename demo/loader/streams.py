"""Blocks with stable identifiers, checked by the blocks themselves."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from demo.loader.documents import Document
from demo.loader.errors import Faute, FauteError
from demo.loader.stories import Bloc

NAMESPACE = uuid.UUID("6f0c8a52-7d3e-5b0e-9c1a-0d6c4b7e2f10")


def stable_uuid(*parts: str) -> uuid.UUID:
    """The same file gives the same identifiers on every machine."""
    return uuid.uuid5(NAMESPACE, "/".join(parts))


def _stamp(value: Any, seed: str, figures: Callable[[str, int], int]) -> Any:
    """Gives each list item its identifier; a figure is named by its key."""
    if isinstance(value, dict) and set(value) == {"cle", "line"}:
        return figures(value["cle"], value["line"])
    if isinstance(value, dict):
        return {name: _stamp(child, f"{seed}.{name}", figures) for name, child in value.items()}
    if isinstance(value, list):
        return [
            {
                "type": "item",
                "id": str(stable_uuid(f"{seed}.{index}")),
                "value": _stamp(child, f"{seed}.{index}", figures),
            }
            for index, child in enumerate(value)
        ]
    return value


def build(
    field: StreamField, blocs: list[Bloc], seed: str, figures: Callable[[str, int], int], document: Document
) -> StreamValue:
    """The value of a StreamField; each fault of a block is said at the line of its section."""
    raw = [
        {
            "type": bloc.type,
            "id": str(stable_uuid(f"{seed}.{index}")),
            "value": _stamp(bloc.value, f"{seed}.{index}", figures),
        }
        for index, bloc in enumerate(blocs)
    ]
    value = field.to_python(raw)
    if blocs:
        _check(field, value, blocs, document)
    return value


def _check(field: StreamField, value: StreamValue, blocs: list[Bloc], document: Document) -> None:
    try:
        field.stream_block.clean(value)
    except ValidationError as error:
        faults = []
        for index, child in (getattr(error, "block_errors", None) or {}).items():
            faults += [Faute(document.name, blocs[index].line, message) for message in messages(child)]
        if not faults:
            faults = [Faute(document.name, blocs[0].line, message) for message in messages(error)]
        raise FauteError(*faults) from error


def messages(error: Any, path: str = "") -> Iterator[str]:
    """The messages of an error of blocks, each preceded by the place of the fault inside the block."""
    children = getattr(error, "block_errors", None)
    others = getattr(error, "non_block_errors", None)
    if children:
        named = dict(enumerate(children, 1)) if isinstance(children, list) else children
        for name, child in named.items():
            yield from messages(child, f"{path}{name} › ")
    elif others or isinstance(error, list):
        for child in others or error:
            yield from messages(child, path)
    elif error is not None:
        texts = error.messages if isinstance(error, ValidationError) else [str(error)]
        yield from (f"{path}{text}" for text in texts)
