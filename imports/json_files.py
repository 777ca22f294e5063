"""JSON read whole: the files of this kind are small, and a larger one is refused rather than loaded."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from imports.csv_files import Advance
from imports.faults import FileRefusedError
from imports.inputs import Input
from imports.records import Record

MAX_BYTES = 64 << 20


def plain_cells(item: dict[str, Any]) -> dict[str, str]:
    """Each value as text; null is an empty cell."""
    return {key: "" if value is None else str(value) for key, value in item.items()}


@dataclass(frozen=True)
class JsonFormat:
    """`path` leads to the list of objects; `columns` are keys that the first must have; `cells` flattens one."""

    path: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Callable[[dict[str, Any]], Mapping[str, str]] = plain_cells

    def records(self, file: Input, advance: Advance = lambda _count: None) -> Iterator[Record]:
        """The records; their line is their rank in the list, from 1."""
        items = self._load(file)
        advance(file.size)
        for rank, item in enumerate(items, start=1):
            if not isinstance(item, dict):
                raise self._wrong(file)
            yield Record(rank, self.cells(item), file.name)

    def _load(self, file: Input) -> list[Any]:
        if file.size > MAX_BYTES:
            raise FileRefusedError(
                _("« %(file)s » dépasse 64 Mo : un fichier JSON de cette sorte est plus petit.")
                % {"file": file.name}
            )
        try:
            with file.open() as stream:
                data: Any = json.loads(stream.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise FileRefusedError(
                _("« %(file)s » n’est pas un fichier JSON complet : il est coupé, abîmé ou d’un autre type.")
                % {"file": file.name}
            ) from error
        for key in self.path:
            data = data.get(key) if isinstance(data, dict) else None
        if not isinstance(data, list) or not data or not isinstance(data[0], dict):
            raise self._wrong(file)
        missing = [name for name in self.columns if name not in data[0]]
        if missing:
            raise FileRefusedError(
                _("« %(file)s » : il manque « %(name)s ».") % {"file": file.name, "name": missing[0]}
            )
        return data

    def _wrong(self, file: Input) -> FileRefusedError:
        return FileRefusedError(
            _("« %(file)s » n’a pas la structure attendue : ce n’est pas le bon fichier.")
            % {"file": file.name}
        )

    def accepts(self, file: Input) -> bool:
        try:
            self._load(file)
        except FileRefusedError:
            return False
        return True
