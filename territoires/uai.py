"""The check letter of a UAI, the number of an établissement in the Répertoire national des établissements.

Rule of the RAMSESE nomenclature (ministère chargé de l’Éducation nationale): the rest of the seven digits divided by
23 gives the position of the letter in an alphabet without I, O and Q.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
SHAPE = re.compile(r"^\d{7}[A-Z]$")


def check_letter(digits: str) -> str:
    """The letter that must follow these seven digits."""
    return LETTERS[int(digits) % len(LETTERS)]


def uai_fault(value: str) -> str:
    """Why `value` is not a UAI, in French; empty when it is one."""
    if not SHAPE.match(value):
        return _(
            "« %(value)s » n’est pas un UAI : il faut sept chiffres et une lettre majuscule, 0590001F."
        ) % {"value": value}
    expected = check_letter(value[:7])
    if value[7] != expected:
        return _("L’UAI %(value)s a une lettre fausse : ces chiffres demandent %(letter)s.") % {
            "value": value,
            "letter": expected,
        }
    return ""


def validate_uai(value: str) -> None:
    """Django validator."""
    fault = uai_fault(value)
    if fault:
        raise ValidationError(fault)
