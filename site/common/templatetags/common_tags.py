"""Tags and filters of every template: components, drawings, French typography, dates, numbers."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData, SafeString
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common import composants, dates
from common.typographie import francais

register = template.Library()

ORDINAL = re.compile(r"(?<=\d)(er|re|e)\b")
#: Icons that point along the line of reading: mirrored in right-to-left languages.
DIRECTED = frozenset({"arrow-right", "arrow-left", "chevron-right", "chevron-left", "external-link"})


@register.simple_tag
def icone(name: str) -> SafeString:
    """An icon of `static/css/icones.css`, hidden from readers: it always stands beside a word."""
    css = "ico ico--sens" if name in DIRECTED else "ico"
    return format_html('<span class="{} i-{}" aria-hidden="true"></span>', css, name)


@register.simple_tag
def carreau(name: str = "", extra: str = "") -> SafeString:
    """A tile: of a sector (`mer`), a theme (`theme-energie`), a large work (`chantier-canal`), or of the sector
    around it when no name is given."""
    prefix = "c" if name.startswith(("theme-", "chantier-")) else "s"
    css = " ".join(part for part in ("carreau", f"{prefix}-{name}" if name else "", extra) if part)
    return format_html('<span class="{}" aria-hidden="true"></span>', css)


@register.simple_tag
def portrait(name: str, size: int = 96, alt: str = "", css: str = "portrait") -> SafeString:
    """A drawn bust of the library."""
    source = static(f"drawings/portrait-{name}.svg")
    return format_html(
        '<img class="{}" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        css,
        source,
        size,
        size,
        alt,
    )


class ComposantNode(template.Node):
    """Renders a component with its inputs; `contenu` is what stands between the tags, if it is a pair."""

    def __init__(
        self, name: FilterExpression, inputs: dict[str, FilterExpression], nodelist: NodeList | None = None
    ) -> None:
        self.name, self.inputs = name, inputs
        if nodelist is not None:
            self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        values = {key: value.resolve(context) for key, value in self.inputs.items()}
        if hasattr(self, "nodelist"):
            values["contenu"] = self.nodelist.render(context)
        return composants.render(self.name.resolve(context), context, values)


def _arguments(parser: Parser, token: Token) -> tuple[FilterExpression, dict[str, FilterExpression]]:
    _tag, name, *rest = token.split_contents()
    inputs = token_kwargs(rest, parser)
    if rest:
        message = f"Inputs of a component are named: {rest}"
        raise template.TemplateSyntaxError(message)
    return parser.compile_filter(name), inputs


@register.tag
def composant(parser: Parser, token: Token) -> ComposantNode:
    """`{% composant "fiche" titre=page.title url=page.url %}`"""
    return ComposantNode(*_arguments(parser, token))


@register.tag
def entoure(parser: Parser, token: Token) -> ComposantNode:
    """`{% entoure "alerte" %}…{% endentoure %}`: a component around a content."""
    name, inputs = _arguments(parser, token)
    nodelist = parser.parse(("endentoure",))
    parser.delete_first_token()
    return ComposantNode(name, inputs, nodelist)


@register.simple_tag(takes_context=True)
def etat_composant(context: Context, name: str, state: Any) -> SafeString:
    """A component in one of its states: the page of patterns."""
    inputs = dict(state.inputs)
    if state.parts:
        parts = [composants.render(state.parts["nom"], context, part) for part in state.parts["entrees"]]
        inputs["contenu"] = format_html_join("", "{}", ((part,) for part in parts))
    return composants.render(name, context, inputs)


@register.filter
def contient(words: str, word: str) -> bool:
    """Whether a list of words written as one string has `word`."""
    return word in words.split()


@register.filter(is_safe=True)
def typo(value: Any) -> str:
    """French no-break spaces and apostrophes on a French page; other languages are left alone.

    Rich text says by `__html__` that it is safe; only spaces and apostrophes change, so the promise holds.
    """
    text = str(value)
    if (get_language() or "fr").startswith("fr"):
        text = francais(text)
    return SafeString(text) if hasattr(value, "__html__") else text


@register.filter(is_safe=True)
def ordinal(value: Any) -> str:
    """“3e” becomes 3<sup>e</sup>, with French typography around it. Safe HTML stays so, the rest is escaped."""
    text = typo(value)
    if isinstance(value, SafeData):
        return ORDINAL.sub(r"<sup>\1</sup>", text)
    plain, marks = ORDINAL.split(text)[0::2], [*ORDINAL.split(text)[1::2], ""]
    sup = [format_html("<sup>{}</sup>", mark) if mark else "" for mark in marks]
    return format_html_join("", "{}{}", zip(plain, sup, strict=True))


@register.simple_tag
def pluriel(count: int, singular: str, plural: str) -> str:
    """`{% pluriel n "%(n)s réponse" "%(n)s réponses" %}`, translated."""
    return ngettext(singular, plural, count) % {"n": nombre(count)}


@register.filter
def nombre(value: Any) -> str:
    """Digits grouped by no-break spaces: 1 950."""
    return f"{int(value):,}".replace(",", "\u00a0")


@register.filter
def ancre(value: Any) -> str:
    """The id of a section, from its title: what its link in « Sur cette page » points at."""
    return slugify(str(value)) or "section"


@register.simple_tag
def barres(chiffres: Iterable[Any]) -> list[dict[str, Any]]:
    """The steps of a bar chart: `hauteur` and `vide` add up to 100, the largest figure filling the height."""
    shown = [chiffre for chiffre in chiffres if chiffre.est_diffuse and chiffre.valeur]
    largest = max((chiffre.valeur for chiffre in shown), default=1)
    heights = [round(100 * chiffre.valeur / largest) for chiffre in shown]
    return [
        {"chiffre": chiffre, "hauteur": height, "vide": 100 - height}
        for chiffre, height in zip(shown, heights, strict=True)
    ]


@register.simple_tag
def faits(*values: Any) -> list[Any]:
    """What of these is known: `{% faits page.duree page.entree as faits_carte %}`."""
    return [value for value in values if value]


@register.simple_tag
def premiers(values: Sequence[Any], count: int) -> Sequence[Any]:
    """The first `count` of a list; all of it when `count` is 0."""
    return values[:count] if count else values


@register.filter
def espaces(words: Iterable[Any] | str) -> str:
    """Short facts on one line, set apart by wide spaces: one text instead of an element each."""
    return "\u2003 ".join(
        str(word).replace(" ", "\u00a0") if len(str(word)) < 24 else str(word) for word in words
    )


@register.filter
def autre_langue(code: str) -> str:
    """The language of a text when it is not that of the page, else nothing."""
    return "" if code == (get_language() or "fr")[: len(code)] else code


@register.filter
def jours_courts(days: Iterable[Any]) -> str:
    """“28 nov. et 6 mars”."""
    return _enumeration([dates.jour_court(day) for day in days])


@register.filter
def noms(people: Iterable[Any]) -> str:
    """“Samia, Jules et Awa”, from people who have a first name."""
    return _enumeration([person.prenom for person in people])


def _enumeration(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(debut)s et %(dernier)s") % {"debut": ", ".join(words[:-1]), "dernier": words[-1]}


@register.filter
def choix(value: Any, name: str) -> str:
    """The words of a choice made in a block, not its code."""
    code = value[name]
    block = getattr(value, "block", None)
    labels = dict(block.child_blocks[name].field.choices) if block else {}
    return str(labels.get(code, code))


@register.filter
def choisie(facette: Any) -> bool:
    """Whether a choice of this facet is made: then it is not folded away."""
    return any(choice.selected for choice in facette.choices)


@register.filter
def publies(values: Iterable[Any]) -> list[Any]:
    """What may be shown of chosen snippets: one may have been unpublished since."""
    return [value for value in values if value and value.live]


for _name in ("jour", "jour_simple", "jour_court", "mois_court", "semaine_court", "mois", "heure"):
    register.filter(_name, getattr(dates, _name))


@register.simple_tag
def horaire(starts: Any, ends: Any = None) -> str:
    """“9 h à 13 h”."""
    return dates.horaire(starts, ends)


@register.simple_tag
def periode(first: Any, last: Any) -> str:
    """“du 4 au 6 février 2027”."""
    return dates.periode(first, last)
