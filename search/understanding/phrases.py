"""Phrases that carry a level, a way of learning or a kind of content. Patterns read folded words joined by spaces."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.search_documents import PAGE, Sorte
from search.understanding.scan import Found, Scan


@dataclass(frozen=True, slots=True)
class Rule:
    """What a pattern fills, and how it is said."""

    pattern: re.Pattern[str]
    label: Any
    fills: dict[str, Any]


def _rule(pattern: str, label: Any, **fills: Any) -> Rule:
    return Rule(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), label, fills)


_A = "(?:la |le |l |un |une |mon |ma |the |a )?"
_THIRD = "(?:3e|3eme|3ieme|3 e|3 eme|troisieme|college|brevet(?! pro))"

#: The first that matches is kept: the most precise stand first.
LEVELS = [
    _rule(rf"(?:apres|a la sortie de|en sortant de|a la fin de|fin de) {_A}{_THIRD}", _("après la 3e"), niveau=(3, 4)),
    _rule(rf"(?:apres|avec|after) {_A}bac pro", _("après un bac pro"), niveau=(5, 6)),
    _rule(rf"apres {_A}cap", _("après un CAP"), niveau=(4,)),
    _rule(rf"apres {_A}(?:bts|but|dut)", _("après un bac + 2"), niveau=(6, 7)),
    _rule(
        rf"(?:apres|after) {_A}(?:bac|baccalaureat|baccalaureate|terminale|lycee)(?! techno)|post bac|postbac",
        _("après le bac"), niveau=(5, 6, 7, 8),
    ),
    _rule(r"bac (?:\+|plus )2|bac 2", _("bac + 2"), niveau=(5,)),
    _rule(r"bac (?:\+|plus )3|bac 3", _("bac + 3"), niveau=(6,)),
    _rule(r"bac (?:\+|plus )4", _("bac + 4"), niveau=(6, 7)),
    _rule(r"bac (?:\+|plus )5|bac 5", _("bac + 5"), niveau=(7,)),
    _rule(r"bac (?:\+|plus )8|bac 8", _("bac + 8"), niveau=(8,)),
    _rule(r"(?:de )?niveau bac|(?:avec )?(?:juste |seulement |que )le bac|avec le bac", _("niveau bac"), niveau=(4,)),
    _rule(r"(?:de )?niveau (?:cap|bep)", _("niveau CAP"), niveau=(3,)),
    _rule(
        r"(?:sans|pas de|aucun|zero|ni) (?:aucun |le |mon |avoir |d |un |ni )*"
        r"(?:diplome|diplomes|bac|brevet|qualification|qualifications|etude|etudes)"
        r"|(?:without a|no|without any|without) (?:degree|diploma|qualification|qualifications)",
        _("sans diplôme"), niveau=(2, 3),
    ),
    _rule(
        r"(?:etudes?|formations?) (?:courtes?|rapides?)|courtes? etudes?|short courses?",
        _("études courtes"), niveau=(3, 4, 5),
    ),
    _rule(r"(?:longues? etudes?|etudes? longues?)", _("études longues"), niveau=(6, 7, 8)),
]  # fmt: skip
_NUMBERED = re.compile(r"(?<!\S)niveau ([3-8])(?!\S)")

WAYS = [
    _rule(
        r"(?:en |par |par l |l |contrat en |contrat d |contrats d |in )?(?:alternance|apprentissage)"
        r"|(?:en |contrat d |contrat )?(?:apprenti|apprentie|apprentis|apprenties)"
        r"|(?:en )?contrat (?:pro|de professionnalisation)|(?:in |as |an )*(?:apprenticeships?|apprentice)",
        _("en apprentissage"), voie=("apprentissage",),
    ),
    _rule(
        r"(?:par la |la |en )?voie scolaire|(?:en )?scolaire|a temps plein|en initial",
        _("à l’école"), voie=("scolaire",),
    ),
    _rule(r"(?:en )?formation continue", _("en formation continue"), voie=("continue",)),
]  # fmt: skip
_NOT_A_WAY = re.compile(r"(?:d|de formation d|centre d|maitre d|maitre de stage et d) $")

_EVENT = (Sorte.EVENEMENT.value,)
KINDS = [
    _rule(
        r"(?:les |des |journees? |journees? des )*portes? ouvertes?|jpo|jpos|open days?|open house",
        _("portes ouvertes"), sorte=_EVENT, type=("jpo",),
    ),
    _rule(
        r"(?:les )?forums?(?: des metiers| de l orientation| de l emploi)?|(?:job|jobs|career|careers) fairs?"
        r"|(?:les )?salons?(?: des formations| des metiers| de l orientation| de l etudiant| etudiant| de l emploi)"
        r"|salons?(?! de| d)",
        _("salons et forums"), sorte=_EVENT, type=("forum", "salon"),
    ),
    _rule(r"webinaires?|webinars?|en visio", _("webinaires"), sorte=_EVENT, type=("webinaire",)),
    _rule(r"visites? d (?:entreprises?|usines?)|visiter une (?:entreprise|usine)", _("visites d’entreprise"),
          sorte=_EVENT, type=("entreprise",)),
    _rule(r"(?:les )?(?:evenements?|events?|agenda)", _("événements"), sorte=_EVENT),
]  # fmt: skip

#: Words that say which kind should come first, without hiding the others.
PREFERENCES = [
    (
        # A question asked in so many words: help pages and the glossary answer it.
        re.compile(
            r"(?<!\S)(?:c est quoi|qu est ce (?:que|qu)|definition|signifie|veut dire|differences?|comment|combien|"
            r"pourquoi|faut il|est ce qu|est ce que|peut on|on peut|c quoi|what is|what are|how|why)(?!\S)"
            r"(?!.*(?:devenir|become))"
        ),
        (PAGE,),
    ),
    (re.compile(r"(?<!\S)(?:metiers?|professions?|devenir|careers?|become|becoming)(?!\S)"), (Sorte.METIER.value,)),
    (
        re.compile(r"(?<!\S)(?:formations?|etudes?|etudier|diplomes?|cursus|filieres?|courses?|training|study|studies)(?!\S)"),
        (Sorte.FORMATION.value,),
    ),
    (
        re.compile(r"(?<!\S)(?:ecoles?|instituts?)(?!\S)(?! primaire)"),
        (Sorte.FORMATION.value, Sorte.ETABLISSEMENT.value),
    ),
    (
        re.compile(r"(?<!\S)(?:lycees?|cfa|ifsi|ifas|mfr|etablissements?|colleges?|campus|iut|universites?)(?!\S)"),
        (Sorte.ETABLISSEMENT.value,),
    ),
    (
        re.compile(r"(?<!\S)(?:rencontrer|visiter|visite|rencontre|meet|visit)(?!\S)"),
        (Sorte.EVENEMENT.value,),
    ),
    (
        re.compile(r"(?<!\S)(?:ambassadeurs?|ambassadrices?|temoignages?|temoins?|ambassadors?|stories)(?!\S)"),
        (Sorte.AMBASSADEUR.value,),
    ),
]  # fmt: skip


def read_levels(scan: Scan) -> None:
    _first(scan, LEVELS)
    if not any("niveau" in found.fills for found in scan.found):
        for start, end, match in scan.matches(_NUMBERED):
            number = int(match[1])
            scan.take(Found(start, end, str(_("niveau %(n)s") % {"n": number}), {"niveau": (number,)}))
            return


def read_ways(scan: Scan) -> None:
    """“En alternance”, but not the “centre de formation d’apprentis”, which is a place."""
    _first(scan, WAYS, unless=lambda before: bool(_NOT_A_WAY.search(before)))


def read_kinds(scan: Scan) -> None:
    _first(scan, KINDS)
    for pattern, kinds in PREFERENCES:
        if pattern.search(scan.line):
            scan.prefer += [kind for kind in kinds if kind not in scan.prefer]


def _first(scan: Scan, rules: list[Rule], unless: Callable[[str], bool] = lambda _before: False) -> None:
    for rule in rules:
        for start, end, match in scan.matches(rule.pattern):
            if not unless(match.string[: match.start()]):
                scan.take(Found(start, end, str(rule.label), dict(rule.fills)))
                return
