"""A file of `demo/content`: front matter in YAML between `---` lines, then Markdown."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from demo.loader import markdown
from demo.loader.errors import Faute, FauteError
from demo.loader.markdown import Section

LANGUAGES = ("fr", "en")
# The same safe subset, read by libyaml where it is there: ten times faster.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """What a file says. `meta` is the front matter, `lines` the line of each of its keys."""

    name: str
    kind: str
    slug: str
    language: str
    meta: dict[str, Any]
    lines: dict[str, int]
    sections: list[Section] = field(default_factory=list)
    digest: str = ""

    def line(self, key: str) -> int:
        return self.lines.get(key, 1)

    def fault(self, message: str, line: int = 1) -> FauteError:
        return FauteError(Faute(self.name, line, message))


def read_text(path: Path, root: Path) -> str:
    """UTF-8 without exception, and said so with the line otherwise."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "ce texte n’est pas en UTF-8 : l’enregistrer à nouveau en UTF-8."
        raise FauteError(Faute(str(path.relative_to(root)), line, message)) from error


def load_yaml(text: str, name: str, offset: int = 0) -> tuple[dict[str, Any], dict[str, int]]:
    """The mapping and the line of each key, at any depth for lists of records (`key.index`)."""
    try:
        node = yaml.compose(text, Loader=LOADER)
        values = yaml.load(text, Loader=LOADER)  # noqa: S506 - libyaml's safe loader
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 1 + offset
        message = f"YAML incompris ({error.problem}). Un texte qui contient « : » se met entre guillemets."
        raise FauteError(Faute(name, line, message)) from error
    if node is None:
        return {}, {}
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise FauteError(Faute(name, offset + 1, "attendu : des lignes « nom : valeur »."))
    lines: dict[str, int] = {}
    for key, value in node.value:
        if str(key.value) in lines:
            message = f"« {key.value} » est écrit deux fois."
            raise FauteError(Faute(name, key.start_mark.line + 1 + offset, message))
        lines[str(key.value)] = key.start_mark.line + 1 + offset
        if isinstance(value, yaml.SequenceNode):
            for index, child in enumerate(value.value):
                lines[f"{key.value}.{index}"] = child.start_mark.line + 1 + offset
    return values, lines


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read_document(path: Path, root: Path) -> Document:
    """`metiers/soudeuse.fr.md` → kind « metiers », slug « soudeuse », language « fr »."""
    name = path.relative_to(root).as_posix()
    stem, _, language = path.stem.rpartition(".")
    if language not in LANGUAGES or not stem:
        raise FauteError(Faute(name, 1, "le nom du fichier finit par « .fr.md » ou « .en.md »."))
    text = read_text(path, root)
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---":
        raise FauteError(Faute(name, 1, "la première ligne est « --- », puis viennent les champs."))
    try:
        end = next(index for index, line in enumerate(lines[1:], 1) if line.strip() == "---")
    except StopIteration:
        raise FauteError(Faute(name, 1, "il manque la ligne « --- » après les champs.")) from None
    meta, positions = load_yaml("\n".join(lines[1:end]), name, 1)
    sections = markdown.parse("\n".join(lines[end + 1 :]), name, end + 2)
    return Document(name, path.parent.name, stem, language, meta, positions, sections, digest(text))
