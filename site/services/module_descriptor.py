"""Make some `requires` of a Java module optional, in our unpacked copy of one Elasticsearch jar.

The jar asks for two modules of a full JDK that the small Java runtime lacks and that no class of it uses.
Format: The Java Virtual Machine Specification, Java SE 25, § 4.1 (class file) and § 4.7.25 (Module attribute).
Why this is allowed, and when to drop it: docs/decisions/0011-elasticsearch-licence.md.
"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

UTF8, LONG, DOUBLE, MODULE = 1, 5, 6, 19
CONSTANT_SIZES = {
    3: 4, 4: 4, LONG: 8, DOUBLE: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, MODULE: 2, 20: 2,
}  # fmt: skip
ACC_STATIC_PHASE = 0x0040


def make_optional(descriptor: bytes, modules: frozenset[str]) -> bytes:
    """`requires M` becomes `requires static M` for the named modules; the rest keeps its bytes."""
    texts, names, position = _constants(descriptor)
    changed = bytearray(descriptor)
    position += 12  # access, this, super, and three empty tables: interfaces, fields, methods
    (attributes,) = struct.unpack_from(">H", descriptor, position)
    position += 2
    for _ in range(attributes):
        name, length = struct.unpack_from(">HI", descriptor, position)
        if texts.get(name) == "Module":
            _mark_requires(changed, position + 12, texts, names, modules)
        position += 6 + length
    return bytes(changed)


def _constants(descriptor: bytes) -> tuple[dict[int, str], dict[int, int], int]:
    """Texts by index, module constants by index, and where the constant pool ends."""
    (count,) = struct.unpack_from(">H", descriptor, 8)
    texts: dict[int, str] = {}
    names: dict[int, int] = {}
    index, position = 1, 10
    while index < count:
        tag = descriptor[position]
        if tag == UTF8:
            (size,) = struct.unpack_from(">H", descriptor, position + 1)
            texts[index] = descriptor[position + 3 : position + 3 + size].decode()
            position += 3 + size
        else:
            if tag == MODULE:
                (names[index],) = struct.unpack_from(">H", descriptor, position + 1)
            position += 1 + CONSTANT_SIZES[tag]
        index += 2 if tag in (LONG, DOUBLE) else 1
    return texts, names, position


def _mark_requires(
    changed: bytearray, position: int, texts: dict[int, str], names: dict[int, int], modules: frozenset[str]
) -> None:
    (count,) = struct.unpack_from(">H", changed, position)
    for entry in range(position + 2, position + 2 + 6 * count, 6):
        module, flags = struct.unpack_from(">HH", changed, entry)
        if texts[names[module]] in modules:
            struct.pack_into(">H", changed, entry + 2, flags | ACC_STATIC_PHASE)


def patch_jar(jar: Path, modules: frozenset[str]) -> None:
    """Rewrite the jar with its module descriptor made tolerant; all other entries keep their content."""
    draft = jar.with_suffix(".part")
    with zipfile.ZipFile(jar) as source, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(
                entry, make_optional(content, modules) if entry.filename == "module-info.class" else content
            )
    draft.replace(jar)
