"""What a foreign site may choose beside the filters: theme, accent, layout, title. A bad value is the default one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

THEMES = (("auto", _("comme l’appareil")), ("clair", _("clair")), ("sombre", _("sombre")))
LAYOUTS = (
    ("liste", _("liste")),
    ("cartes", _("cartes")),
    ("compact", _("compact")),
    ("prochain", _("la prochaine date seule")),
)
TITLES = (("oui", _("oui")), ("non", _("non")))
#: Papers of the frame, in the light and in the dark.
PAPERS = ("#ffffff", "#10133a")


@dataclass(frozen=True, slots=True)
class Accent:
    """Ground and ink of the heading and of dates, ink of links on paper; `…_sombre` in the dark theme.

    `tests/evenements/test_embed_look.py` measures each pair against WCAG 2.2, 1.4.3.
    """

    label: Any
    fond: str
    encre: str
    lien: str
    lien_sombre: str


ACCENTS = {
    "nuit": Accent(_("bleu nuit"), "#161a3a", "#ffffff", "#b0331c", "#ffcf33"),
    "colza": Accent(_("jaune colza"), "#ffcf33", "#161a3a", "#7a4a00", "#ffcf33"),
    "brique": Accent(_("rouge brique"), "#b0331c", "#ffffff", "#b0331c", "#ff9b7d"),
    "vert": Accent(_("vert REV3"), "#0b5a3b", "#ffffff", "#0b5a3b", "#7be39b"),
    "bleu": Accent(_("bleu"), "#1d4fa3", "#ffffff", "#1d4fa3", "#9cc4ff"),
    "violet": Accent(_("violet"), "#5b2a86", "#ffffff", "#5b2a86", "#d9b3ff"),
    "gris": Accent(_("gris"), "#434967", "#ffffff", "#434967", "#c3c9e6"),
}

#: Dates shown when the address does not say how many; one in the layout `prochain`, whatever it says.
DEFAULT_SIZE = 4
#: Pixels of the frame where no script measures it: heading and foot, then one date.
HEAD, ONE_DATE = 150, {"liste": 118, "cartes": 150, "compact": 74, "prochain": 170}
MAX_HEIGHT = 900


@dataclass(frozen=True, slots=True)
class Look:
    theme: str = "auto"
    accent: str = "nuit"
    layout: str = "liste"
    titre: str = "oui"

    @property
    def titled(self) -> bool:
        return self.titre == "oui"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What an address must say: the default values are left out."""
        chosen = [(one.name, str(getattr(self, one.name)), one.default) for one in fields(self)]
        return [(name, value) for name, value, default in chosen if value != default]

    def height(self, size: int) -> int:
        """A fixed height that suits `size` dates in a column of 320 px or more."""
        shown = 1 if self.layout == "prochain" else size
        return min(MAX_HEIGHT, HEAD + ONE_DATE[self.layout] * shown)


def read_look(data: Mapping[str, Any]) -> Look:
    allowed: dict[str, Container[str]] = {
        "theme": dict(THEMES),
        "accent": ACCENTS,
        "layout": dict(LAYOUTS),
        "titre": dict(TITLES),
    }
    good = {name: data[name] for name, values in allowed.items() if data.get(name) in values}
    return Look(**good)
