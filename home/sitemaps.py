"""Every address to be found, by language: pages, simplified versions, events, établissements, référents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from ambassadeurs.models import AmbassadeurPage
from common.querysets import open_to_all
from common.seo import absolute, page_url
from evenements.models import AgendaIndexPage, Evenement
from formations.models import Offre
from home.annuaires import EtablissementsIndexPage, ReferentsIndexPage
from home.models import HomePage, PageLibre
from metiers.models import MetierPage
from territoires.models import Departement, Etablissement

#: Content, language, path, last change.
Row = tuple[str, str, str, datetime | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One address; `alternates` are those of the same content by language, empty when it has only one."""

    location: str
    alternates: tuple[tuple[str, str], ...]
    modified: datetime | None


def entries() -> list[Entry]:
    rows = [*pages(), *simplified(), *events(), *etablissements(), *referents()]
    rows += routes(HomePage, ["plan-du-site/"])
    return grouped(rows)


def grouped(rows: Iterable[Row]) -> list[Entry]:
    """Rows of one content know one another as alternates."""
    contents: dict[str, list[Row]] = {}
    for row in rows:
        contents.setdefault(row[0], []).append(row)
    found = []
    for versions in contents.values():
        alternates = tuple((language, absolute(path)) for _key, language, path, _when in versions)
        shown = alternates if len(alternates) > 1 else ()
        found += [Entry(absolute(path), shown, when) for _key, _language, path, when in versions]
    return found


def pages() -> Iterator[Row]:
    """Live pages open to all; ambassadors only while they consent."""
    consenting = AmbassadeurPage.objects.live().consenting().values("pk")
    found = open_to_all(Page.objects.live().filter(depth__gt=1)).filter(
        ~Q(pk__in=AmbassadeurPage.objects.values("pk")) | Q(pk__in=consenting)
    )
    for page in found.select_related("locale").order_by("path"):
        yield str(page.translation_key), page.locale.language_code, page_url(page), page.last_published_at


def simplified() -> Iterator[Row]:
    for model in (MetierPage, PageLibre):
        for page in open_to_all(model.objects.live()).select_related("locale").order_by("path"):
            if page.has_simplified:
                key = f"simplifie {page.translation_key}"
                yield key, page.locale.language_code, page.simplified_url, page.last_published_at


def events() -> Iterator[Row]:
    """Coming ones: past events keep their address but leave the map."""
    languages = _languages(AgendaIndexPage)
    for item in Evenement.objects.published().upcoming().select_related("locale"):
        if item.locale.language_code in languages:
            yield str(item.translation_key), item.locale.language_code, item.url, item.last_published_at


def etablissements() -> list[Row]:
    """Those that have something to show: an offer or a coming date."""
    offers = Offre.objects.published().filter(etablissement=OuterRef("pk"))
    dates = Evenement.objects.published().upcoming().filter(etablissement=OuterRef("pk"))
    found = Etablissement.objects.open().filter(Exists(offers) | Exists(dates)).order_by("uai")
    return routes(
        EtablissementsIndexPage, [f"etablissements/{uai}/" for uai in found.values_list("uai", flat=True)]
    )


def referents() -> list[Row]:
    codes = Departement.objects.order_by("code").values_list("code", flat=True)
    return routes(ReferentsIndexPage, [f"referents/{code}/" for code in codes])


def routes(index: type[Page], paths: Sequence[str]) -> list[Row]:
    """Addresses that a page or a view serves in each language where `index` is live."""
    languages = _languages(index)
    return [(path, language, f"/{language}/{path}", None) for path in paths for language in languages]


def _languages(index: type[Page]) -> list[str]:
    codes = index._default_manager.live().values_list("locale__language_code", flat=True)
    return sorted(set(codes), key=lambda code: (code != "fr", code))
