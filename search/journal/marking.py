"""What an answer of the search page says of itself to the journal: counted from the log, also when a cache answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.http.response import HttpResponseBase

#: nginx logs it and does not send it on.
HEADER = "X-Search-Journal"

MAX_DEPARTEMENTS = 5

R = TypeVar("R", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class Marked:
    """`total` results from `engine`; places asked or understood, as codes of départements."""

    total: int
    engine: str = ""
    departements: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"total={self.total};engine={self.engine};dep={','.join(self.departements)}"


def mark(response: R, *, total: int, engine: str = "", departements: Iterable[str] = ()) -> R:
    """Say how many results a page of search gave; every answer of the search page carries it, redirections too."""
    codes = tuple(dict.fromkeys(code for code in departements if re.fullmatch(r"\d[\dAB]", code)))
    response.headers[HEADER] = str(Marked(max(0, total), engine, codes[:MAX_DEPARTEMENTS]))
    return response


def read_mark(text: str) -> Marked | None:
    """The same back from a log; nothing when it is anything else."""
    found = re.fullmatch(r"total=(\d{1,9});engine=([a-z]{0,20});dep=((?:\d[\dAB],?){0,5})", text)
    if found is None:
        return None
    return Marked(int(found[1]), found[2], tuple(code for code in found[3].split(",") if code))
