"""One stylesheet on the wire from many small files, without a build step.

The finder assembles `css/site.css` and `css/embed.css` under `.local/` whenever a source is newer than the result:
`runserver`, WhiteNoise and `collectstatic` all go through it (docs/decisions/0040-feuille-de-style.md).
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ADDRESS = re.compile(r'url\("(?!data:|/)([^"]+)"\)')

COMMON = (
    "fallback.css", "layers.css", "fonts.css", "reset.css", "tokens.css", "secteurs.css", "base.css", "icones.css",
)  # fmt: skip
EMBEDDED = ("carreau", "icone", "tete", "rev3", "fiche", "evt", "module")

#: name of the result → sources, relative to `static/css`, in order; a pattern is sorted by name
BUNDLES: dict[str, tuple[str, ...]] = {
    "site.css": (*COMMON, "layout.css", "components/*.css", "utilities.css", "print.css"),
    "embed.css": (*COMMON, *(f"components/{name}.css" for name in EMBEDDED), "utilities.css"),
}


def sources(folder: Path, bundle: str) -> Iterator[Path]:
    for pattern in BUNDLES[bundle]:
        yield from sorted(folder.glob(pattern))


def assemble(folder: Path, bundle: str) -> str:
    """The text of a bundle: comments and indentation removed, addresses made relative to `css/`."""
    return "\n".join(_minify(path, folder) for path in sources(folder, bundle)) + "\n"


def _minify(path: Path, folder: Path) -> str:
    def relative(match: re.Match[str]) -> str:
        target = (path.parent / match.group(1)).resolve()
        return f'url("../{target.relative_to(folder.parent.resolve()).as_posix()}")'

    text = ADDRESS.sub(relative, COMMENT.sub("", path.read_text(encoding="utf-8")))
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


class BundleFinder(BaseFinder):
    """Finds the assembled stylesheets; everything else is found by Django's own finders."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.STATICFILES_DIRS[0]) / "css"
        self.storage = FileSystemStorage(location=settings.BUNDLES_ROOT)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        name = path.removeprefix("css/")
        if not path.startswith("css/") or name not in BUNDLES:
            return []
        found = self._refresh(name)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in BUNDLES:
            self._refresh(name)
            yield f"css/{name}", self.storage

    def _refresh(self, name: str) -> str:
        """Write the bundle again if a source changed, by a rename: another process may be reading it."""
        target = Path(self.storage.path(f"css/{name}"))
        newest = max(
            path.stat().st_mtime for path in (self.folder, *sources(self.folder, name), Path(__file__))
        )
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(f".{id(self)}.draft")
            draft.write_text(assemble(self.folder, name), encoding="utf-8")
            draft.replace(target)
        return str(target)
