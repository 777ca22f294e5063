"""What most readers want of the agenda, one link each: it keeps the other filters, and chosen again it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from evenements.enums import TypeEvenement
from evenements.month import month_path
from search.periods import Period, periods

if TYPE_CHECKING:
    from evenements.listings import EvenementListing

RADII = (10, 30, 50)


@dataclass(frozen=True, slots=True)
class Quick:
    label: str
    icon: str
    url: str
    pressed: bool = False


def quick_choices(listing: EvenementListing, root: str) -> list[Quick]:
    """`root`: the list; a month has no days of its own, its links to days lead there."""
    path = listing.path if "du" in listing.form.names else root
    weekend, month = periods(timezone.now())[:2]
    return [
        _days(listing, path, weekend, str(weekend.label)),
        _days(listing, path, month, _("Ce mois-ci")),
        *(_type(listing, kind) for kind in (TypeEvenement.JPO, TypeEvenement.WORLDSKILLS)),
        *_near(listing),
    ]


def _days(listing: EvenementListing, path: str, period: Period, label: str) -> Quick:
    values = listing.form.values
    pressed = (values.du, values.au) == (period.du, period.au)
    days: dict[str, date | None] = {"du": None, "au": None} if pressed else {"du": period.du, "au": period.au}
    return Quick(label, "calendar-event", listing.address(path, **days), pressed)


def _type(listing: EvenementListing, kind: TypeEvenement) -> Quick:
    icon = "door-enter" if kind == TypeEvenement.JPO else "certificate"
    pressed = kind.value in listing.form.values.type
    return Quick(str(kind.label), icon, listing.form.url_toggling("type", kind.value), pressed)


def _near(listing: EvenementListing) -> list[Quick]:
    """Without a commune, the way to its field; with one, how far to look."""
    place = listing.place
    if place is None:
        return [Quick(_("Près de chez moi"), "map-pin", "#f-pres")]
    here = listing.form.values.rayon
    return [
        Quick(
            _("À %(km)s km de %(commune)s") % {"km": km, "commune": place.label},
            "map-pin",
            listing.form.url(commune=None, rayon=None) if km == here else listing.form.url(rayon=km),
            km == here,
        )
        for km in RADII
    ]


@dataclass(frozen=True, slots=True)
class View:
    """One of the three ways to read the agenda."""

    label: str
    icon: str
    url: str
    current: bool


def views(listing: EvenementListing, root: str, current: str) -> list[View]:
    """The month is that of the first day asked."""
    first = (listing.form.values.du or timezone.localdate()).replace(day=1)
    return [
        View(_("Liste"), "file-text", listing.address(root), current == "liste"),
        View(_("Mois"), "calendar-event", listing.address(month_path(root, first)), current == "mois"),
        View(_("Carte"), "map-2", listing.address(f"{root}carte/"), current == "carte"),
    ]
