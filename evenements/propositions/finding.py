"""Find a school by its UAI, its name or its town, closed ones leading to the one that took over."""

from common.listings import match_words
from territoires.models import Etablissement
from territoires.successors import current
from territoires.uai import SHAPE

SHOWN = 20
TEXT = ("nom", "uai", "commune__nom", "code_postal")
MAX_WORDS = 8


def school(uai: str) -> Etablissement | None:
    """The open établissement that this UAI, old or new, stands for."""
    code = uai.strip().upper()
    if not SHAPE.match(code):
        return None
    known = (
        Etablissement.objects.select_related("commune__departement", "remplace_par").filter(uai=code).first()
    )
    found = current(known) if known else None
    return found if found is not None and found.ouvert else None


def find_schools(text: str) -> list[Etablissement]:
    """Open établissements where each word stands in the name, the town or the code; at most `SHOWN` + 1."""
    exact = school(text)
    if exact is not None:
        return [exact]
    words = " ".join(text.replace("\x00", "").split()[:MAX_WORDS])[:100]
    if not words:
        return []
    matching = match_words(Etablissement.objects.open(), words, TEXT)
    found = Etablissement.objects.filter(pk__in=matching.values("pk")).for_listing()
    return list(found[: SHOWN + 1])
