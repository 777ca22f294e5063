"""A component is a template that says what it takes: its header comment is its signature.

`templates/components/fiche/fiche.html` begins with a comment whose lines « - titre : … » are required inputs and
« - resume ? : … » optional ones. `render()` refuses a missing or an unknown input, so that a typing mistake fails in
the first test instead of showing an empty place.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template import Context, Template, TemplateSyntaxError, engines
from django.template.loader import get_template
from django.utils.safestring import SafeString

_HEADER = re.compile(r"\A\s*\{% comment %\}(.*?)\{% endcomment %\}", re.DOTALL)
_INPUT = re.compile(r"^- (\w+)( \?)? : (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Signature:
    summary: str
    required: dict[str, str]
    optional: dict[str, str]

    def bind(self, name: str, inputs: dict[str, Any]) -> dict[str, Any]:
        """All the inputs, those left out being None."""
        unknown = inputs.keys() - self.required.keys() - self.optional.keys()
        missing = self.required.keys() - inputs.keys()
        if unknown or missing:
            message = f"{name}: unknown inputs {sorted(unknown)}, missing inputs {sorted(missing)}"
            raise TemplateSyntaxError(message)
        return dict.fromkeys(self.optional) | inputs


def parse(source: str) -> Signature:
    header = _HEADER.match(source)
    text = header.group(1).strip() if header else ""
    required: dict[str, str] = {}
    optional: dict[str, str] = {}
    for name, mark, words in _INPUT.findall(text):
        (optional if mark else required)[name] = words
    summary = text.split("\n- ", maxsplit=1)[0].strip()
    return Signature(summary=summary, required=required, optional=optional)


@lru_cache(maxsize=200)
def _parse_cached(source: str) -> Signature:
    return parse(source)


def template_name(name: str) -> str:
    """`fiche` → its own file; `alerte/erreurs` → another file of the same folder."""
    folder, _, file = name.partition("/")
    return f"components/{folder}/{file or folder}.html"


def load(name: str) -> tuple[Template, Signature]:
    template: Template = get_template(template_name(name)).template  # type: ignore[attr-defined]  # Django's engine
    return template, _parse_cached(template.source)


def templates_root() -> Path:
    """The folder of our own templates."""
    return Path(engines["django"].dirs[0])


def names() -> list[str]:
    """Every component that declares its inputs."""
    root = templates_root() / "components"
    found = [
        path for path in sorted(root.glob("*/*.html")) if _HEADER.match(path.read_text(encoding="utf-8"))
    ]
    return [_name(path) for path in found]


def _name(path: Path) -> str:
    return path.stem if path.stem == path.parent.name else f"{path.parent.name}/{path.stem}"


def render(name: str, context: Context, inputs: dict[str, Any]) -> SafeString:
    """The component alone: it sees its inputs and nothing of the page around it."""
    template, signature = load(name)
    return template.render(context.new(signature.bind(name, inputs)))
