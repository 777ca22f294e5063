"""The messages that readers meet, found without GNU gettext. As a command, lists those without a translation:

`PYTHONPATH=site:. .venv/bin/python -m tests.architecture.messages`
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.architecture.source import files, layers, relative
from tests.plugins.run import ROOT

CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
SINGULAR = {"_", "_gettext", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}

# The team works in French: what only the back-office shows stays French.
BACK_OFFICE_FILES = {
    "admin_forms.py", "admin_middleware.py", "annuaires.py", "apps.py", "landings.py", "locks.py", "models.py",
    "panels.py", "permissions.py", "preview.py", "publication.py", "review.py", "roles.py", "scopes.py",
    "viewsets.py", "vocabulary.py", "wagtail_hooks.py",
}  # fmt: skip
BACK_OFFICE_PATHS = {
    "formations/offres.py", "search/screens.py", "site/common/authors.py", "site/common/dashboard.py",
    "site/common/forms.py",
    "site/common/job_runs.py", "site/common/labels.py", "site/common/listings.py", "site/common/refusal_mail.py",
}  # fmt: skip
BACK_OFFICE_FOLDERS = {
    "admin", "blocks", "commands", "demo", "importers", "imports", "journal", "models", "patterns", "tuning", "upkeep",
    "wagtailadmin",
}  # fmt: skip

Message = tuple[str, str]  # context, text


def messages() -> dict[Message, str]:
    """Where each message is first used."""
    found: dict[Message, str] = {}
    for path in files(".py", ".html", ".txt"):
        for message in _of_file(path) if _is_read(path) else ():
            found.setdefault(message, relative(path))
    return found


def _is_read(path: Path) -> bool:
    """Modules and templates that readers meet; migrations and tests repeat what the code says."""
    parts = path.relative_to(ROOT).parts
    package = parts[1] if parts[0] == "site" and len(parts) > 1 else parts[0]
    if package not in {*layers(), "templates"} or path.name in BACK_OFFICE_FILES | {"blocks.py"}:
        return False
    if path.relative_to(ROOT).as_posix() in BACK_OFFICE_PATHS:
        return False
    return not BACK_OFFICE_FOLDERS & set(parts) and "migrations" not in parts


def _of_file(path: Path) -> Iterator[Message]:
    text = path.read_text()
    if path.suffix == ".py":
        yield from _of_tree(ast.parse(text))
    else:
        for call in _calls(templatize(text)):
            yield from _of_tree(call)


def _calls(code: str) -> Iterator[ast.AST]:
    """templatize() gives lines of ` gettext(…) ` among noise that is not Python."""
    for start in ("gettext(", "ngettext(", "pgettext(", "_("):
        position = code.find(start)
        while position >= 0:
            if position == 0 or not (code[position - 1].isalnum() or code[position - 1] == "_"):
                for end in _closings(code, position):
                    try:
                        yield ast.parse(code[position : end + 1], mode="eval")
                    except SyntaxError:
                        continue
                    break
            position = code.find(start, position + 1)


def _closings(code: str, position: int) -> Iterator[int]:
    end = code.find(")", position)
    while end >= 0:
        yield end
        end = code.find(")", end + 1)


def _of_tree(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            name = node.func.id
            if name in SINGULAR | PLURAL and texts:
                yield "", texts[0]
            elif name in IN_CONTEXT and len(texts) > 1:
                yield texts[0], texts[1]


def untranslated() -> dict[Message, str]:
    """Messages that an English reader would see in French, with where they are used."""
    entries = {
        (entry.msgctxt or "", entry.msgid): entry
        for entry in polib.pofile(str(CATALOGUE))
        if not entry.obsolete
    }
    return {
        message: where
        for message, where in messages().items()
        if message not in entries or not entries[message].translated()
    }


if __name__ == "__main__":
    for (context, text), where in untranslated().items():
        print(f"{where}: {f'[{context}] ' if context else ''}{text!r}")
