"""`/<lang>/agenda/afficher/`: a school chooses its dates and their look, and copies the code. A plain GET form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.navigation import Crumb, active_language, localized
from common.seo import Subject, absolute, in_language
from evenements.embed.addresses import FRAME, SCRIPT, Embed, hashed_path, integrity, script_bytes
from evenements.embed.look import ACCENTS, LAYOUTS, THEMES, TITLES
from evenements.feeds.addresses import subscriptions, with_query
from evenements.propositions.finding import SHOWN, find_schools
from evenements.selection import agenda_listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict
    from django.utils.safestring import SafeString

#: Filters that the form shows as a list of choices; the others of the address are kept.
SELECTS = ("dep", "type", "secteur", "rev3", "public")
SIZES = (1, 2, 3, 4, 6, 8, 10, 20)
SHOWN_NAMES = {
    "q",
    "etablissement",
    "uai",
    "n",
    "theme",
    "accent",
    "layout",
    "titre",
    "lang",
    "page",
    *SELECTS,
}


@dataclass(frozen=True, slots=True)
class Select:
    name: str
    label: str
    choices: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Code:
    """One text to copy, and where it goes."""

    key: str
    title: str
    how: str
    text: str


def select(name: str, label: str, choices: Iterable[tuple[Any, Any]], chosen: str) -> Select:
    return Select(name, label, [(str(v), str(text), str(v) == chosen) for v, text in choices])


@require_safe
def afficher(request: HttpRequest) -> HttpResponse:
    """Context: `schools` to choose from, `selects`, `embed`, `codes`, `total` of dates now."""
    language = active_language()
    data = request.GET.copy()
    for name in [name for name in data if not any(data.getlist(name))]:
        del data[name]
    asked = request.GET.get("etablissement", "").strip()[:100]
    schools = find_schools(asked) if asked else []
    if len(schools) == 1 and "uai" not in data:
        data["uai"] = schools[0].uai
    embed = Embed.read(data, language)
    listing = agenda_listing(_with_size(data, embed), language, request.path, choices=False)
    chosen = [(chip.value, chip.label) for chip in embed.form.active if chip.name == "uai"]
    context = {
        "embed": embed,
        "listing": listing,
        "total": listing.total,
        "asked": asked,
        "schools": schools[:SHOWN] if len(schools) > 1 and not chosen else [],
        "nothing": bool(asked) and not schools and not chosen,
        "chosen": chosen,
        "kept": [(name, value) for name, value in embed.pairs if name not in SHOWN_NAMES],
        "apercu": with_query(
            FRAME, embed.query
        ),  # on this very host: an absolute one may be another in development
        "selects": filters_of(embed),
        "looks": looks_of(embed),
        "codes": codes(embed),
        "subject": Subject(
            title=_("Afficher nos dates sur votre site"),
            path=request.path,
            description=_("Les dates de votre établissement sur son site, en cinq minutes, sans compte."),
            alternates={code: in_language(request.path, code) for code, _name in settings.LANGUAGES},
            crumbs=(Crumb(_("Agenda"), localized("agenda/")),),
        ),
    }
    return render(request, "evenements/embed/afficher.html", context)


def _with_size(data: QueryDict, embed: Embed) -> QueryDict:
    sized = data.copy()
    sized["n"] = str(embed.size)
    return sized


def filters_of(embed: Embed) -> list[Select]:
    form = embed.form
    every = ("", _("tous"))
    return [
        select(
            name,
            str(form.fields[name].label),
            [every, *((term.value, term.label) for term in form.terms[name].values())],
            next(iter(form.raw(name)), ""),
        )
        for name in SELECTS
    ]


def looks_of(embed: Embed) -> list[Select]:
    look = embed.look
    sizes = sorted({*SIZES, embed.form.values.n})
    return [
        select("n", _("Nombre de dates"), ((n, n) for n in sizes), str(embed.form.values.n)),
        select("layout", _("Présentation"), LAYOUTS, look.layout),
        select("theme", _("Fond"), THEMES, look.theme),
        select("accent", _("Couleur"), ((key, one.label) for key, one in ACCENTS.items()), look.accent),
        select("titre", _("Titre"), TITLES, look.titre),
    ]


def frame_code(embed: Embed) -> str:
    title = f"{_('Prochaines dates')} : {embed.place}" if embed.place else _("Prochaines dates")
    context = {"embed": embed, "title": title, "width": "100%", "height": embed.height}
    return render_to_string("evenements/embed/cadre.html", context).strip()


def script_tag(*, fixed: bool = False) -> SafeString:
    """The script that is mended, or today’s for ever with its integrity."""
    if not fixed:
        return format_html('<script src="{}" async></script>', absolute(SCRIPT))
    return format_html(
        '<script src="{}" integrity="{}" crossorigin="anonymous" async></script>',
        absolute(hashed_path()),
        integrity(script_bytes()),
    )


def attributes(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Several values of one name are parted by commas, as the script reads them."""
    found: dict[str, str] = {}
    for name, value in pairs:
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def element_code(embed: Embed) -> str:
    """The element holds a link: what shows where scripts are refused."""
    pairs = attributes(embed.pairs).items()
    return format_html(
        '<div data-proch-orientation{}>\n  <a href="{}">{}</a>\n</div>',
        format_html_join("", ' data-{}="{}"', pairs),
        embed.link,
        _("Prochaines dates"),
    )


def codes(embed: Embed) -> list[Code]:
    frame, calendar = frame_code(embed), subscriptions(embed.feeds[0].url, _("Prochaines dates"))
    feeds = "\n".join(link.absolute for link in embed.feeds)
    return [
        Code(
            "wordpress", "WordPress",
            _(
                "Dans un bloc « HTML personnalisé ». Si WordPress retire le cadre, "
                "collez la dernière ligne, seule, dans un paragraphe."
            ),
            f"{frame}\n\n{embed.frame}",
        ),
        Code(
            "spip", "SPIP",
            _(
                "Dans le texte de l’article. Si SPIP retire le cadre, "
                "demandez à la personne qui administre le site de l’autoriser."
            ),
            f"<html>\n{frame}\n</html>",
        ),
        Code(
            "iframe", "Joomla, ENT (iframe)",
            _(
                "Dans l’éditeur, en mode « code source ». La deuxième ligne ajuste la hauteur : "
                "retirez-la si elle est refusée."
            ),
            f"{frame}\n{script_tag()}",
        ),
        Code(
            "html", "HTML",
            _("Sans cadre : les dates prennent place dans votre page. Sans script, il reste un lien."),
            f"{element_code(embed)}\n{script_tag()}",
        ),
        Code(
            "fige", _("HTML, script figé"),
            _("La même chose avec un script qui ne changera jamais, et son empreinte."),
            f"{element_code(embed)}\n{script_tag(fixed=True)}",
        ),
        Code(
            "calendrier", _("Calendrier et fils"),
            _("L’adresse « webcal » s’ouvre dans un agenda. Les autres : iCalendar, RSS, Atom, JSON."),
            f"{calendar.webcal}\n{feeds}",
        ),
        Code("lien", _("Lien simple"), _("Partout où l’on peut écrire un lien."), embed.link),
    ]  # fmt: skip
