"""Ways through the site: header, footer, breadcrumbs, languages. Addresses are a contract, so links cost no query."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

#: Depth of the home page: Wagtail's root is 1.
HOME_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumbs; the current one has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class NavLink:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class FooterLinks:
    cherche: tuple[NavLink, ...]
    accompagne: tuple[NavLink, ...]
    legal: tuple[NavLink, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site, under its own name."""

    code: str
    name: str
    url: str
    dir: str


@dataclass(frozen=True, slots=True)
class LanguageMenu:
    """`others`: languages in which this very address exists. `simplified`: address of the simplified version."""

    current: Language
    others: tuple[Language, ...]
    simplified: str = ""

    @property
    def useful(self) -> bool:
        return bool(self.others or self.simplified)


def localized(rest: str, language: str | None = None) -> str:
    """Path of `rest` in the active language: `localized("agenda/")` is `/fr/agenda/`."""
    return f"/{language or active_language()}/{rest}"


def address_of(page: Page) -> str:
    """Path of a page in the active language, without a query.

    Slugs are the same in all languages, and an address without translation redirects to French.
    """
    url = page.url or ""
    if url.startswith(localized("")) or not url.startswith("/"):
        return url
    return localized(url.split("/", 2)[2])


def active_language() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def main_links(path: str) -> tuple[NavLink, ...]:
    """The five doors of the header; `path` is the address being read."""
    doors = (
        (_("Métiers"), "metiers/"),
        (_("Formations"), "formations/"),
        (_("Secteurs"), "secteurs/"),
        (_("Agenda"), "agenda/"),
        (_("Ambassadeurs"), "ambassadeurs/"),
    )
    links = [(label, localized(rest)) for label, rest in doors]
    return tuple(NavLink(label, url, path.startswith(url)) for label, url in links)


def footer_links(path: str) -> FooterLinks:
    """The map of the house, by what people come for."""

    def links(*doors: tuple[str, str]) -> tuple[NavLink, ...]:
        urls = [(label, localized(rest)) for label, rest in doors]
        return tuple(NavLink(label, url, path == url) for label, url in urls)

    return FooterLinks(
        cherche=links(
            (_("Un métier"), "metiers/"),
            (_("Une formation"), "formations/"),
            (_("Une date"), "agenda/"),
            (_("Un lycée, un CFA"), "etablissements/"),
            (_("Quelqu’un à qui parler"), "referents/"),
        ),
        accompagne=links(
            (_("Parents"), "parents/"),
            (_("Équipes des lycées et collèges"), "equipes-educatives/"),
            (_("REV3, la troisième révolution industrielle"), "rev3/"),
            (_("Une question ?"), "aide/"),
        ),
        legal=links(
            (_("Accessibilité : non conforme"), "accessibilite/"),
            (_("Mentions légales"), "mentions-legales/"),
            (_("Données personnelles : aucun cookie"), "donnees-personnelles/"),
            (_("Plan du site"), "plan-du-site/"),
            (_("Sources des données"), "sources/"),
        ),
    )


def breadcrumbs(page: Page | None, subject: Any = None) -> tuple[Crumb, ...]:
    """From home to what is read; empty on the home page. At most one query, none for a page right under home."""
    steps = [Crumb(_("Accueil"), localized(""))]
    if page is not None and page.pk and page.depth > HOME_DEPTH:
        steps += [Crumb(parent.title, _path(parent)) for parent in _parents(page)]
        steps += getattr(page, "crumbs_before", ())
        steps.append(Crumb(page.title, _path(page)))
    if subject is not None:
        steps += (
            [*subject.crumbs, Crumb(subject.crumb or subject.title)] if not _is_page(page, subject) else []
        )
    if len(steps) < 2:
        return ()
    return (*steps[:-1], Crumb(steps[-1].label))


def _is_page(page: Page | None, subject: Any) -> bool:
    return page is not None and subject.path == _path(page)


def _path(page: Page) -> str:
    """Path of `page` on this site, without host."""
    parts = page.get_url_parts()
    return parts[2] if parts and parts[2] else ""


def _parents(page: Page) -> list[Page]:
    """Kept on the page: the breadcrumbs are printed twice, for readers and for search engines."""
    if page.depth <= HOME_DEPTH + 1:
        return []
    if "_trail" not in page.__dict__:
        parents = page.get_ancestors().filter(depth__gt=HOME_DEPTH).live().order_by("depth")
        page.__dict__["_trail"] = list(parents)
    return list(page.__dict__["_trail"])


def language(code: str, url: str) -> Language:
    info = LANG_INFO[code]
    name = str(info["name_local"])
    return Language(code, name[:1].upper() + name[1:], url, "rtl" if info["bidi"] else "ltr")


def language_menu(alternates: dict[str, str], path: str, simplified: str = "") -> LanguageMenu:
    """`alternates` as in `common.seo.Subject`: only languages in which the content exists are offered."""
    here = active_language()
    others = [language(code, url) for code, url in alternates.items() if code != here]
    return LanguageMenu(language(here, path), tuple(others), simplified)
