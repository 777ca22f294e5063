"""Établissements that close or merge: the address of the old one keeps answering for the one that goes on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from territoires.models import Etablissement

#: `UNION` ends where a chain would turn in circles.
FAMILY = """
    WITH RECURSIVE family(asked, id) AS (
        SELECT uai, id FROM territoires_etablissement WHERE uai = ANY(%s)
        UNION
        SELECT family.asked, other.id FROM family
        JOIN territoires_etablissement one ON one.id = family.id
        JOIN territoires_etablissement other ON other.id = one.remplace_par_id OR other.remplace_par_id = one.id
    )
    SELECT family.asked, e.uai, e.nom, e.remplace_par_id IS NULL
    FROM family JOIN territoires_etablissement e ON e.id = family.id
    ORDER BY family.asked, e.uai
"""
#: Longer chains are a mistake of typing.
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Family:
    """What an UAI stands for today: `uai` is the établissement that goes on, `members` all the codes it has had."""

    uai: str
    nom: str
    members: tuple[str, ...]


def families(codes: Iterable[str]) -> dict[str, Family]:
    """By UAI asked; unknown ones are missing. One query, whatever the number of mergers."""
    wanted = list(codes)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(FAMILY, [wanted])
        rows = cursor.fetchall()
    found: dict[str, Family] = {}
    for asked in dict.fromkeys(row[0] for row in rows):
        members = [row for row in rows if row[0] == asked]
        goes_on = [row for row in members if row[3]] or [row for row in members if row[1] == asked]
        _asked, uai, nom, _last = goes_on[0]
        found[asked] = Family(uai, nom, tuple(row[1] for row in members))
    return found


def current(etablissement: Etablissement) -> Etablissement:
    """The one that goes on, through any number of mergers; itself when nobody took over."""
    seen = {etablissement.pk}
    one = etablissement
    while one.remplace_par is not None and one.remplace_par_id not in seen and len(seen) < LONGEST:
        one = one.remplace_par
        seen.add(one.pk)
    return one
