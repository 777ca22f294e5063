"""What an address says of itself to search engines, social networks and the language menu."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from common.navigation import Crumb

SITE_NAME = "Proch’Orientation"
DEFAULT_IMAGE = "images/partage.png"
MIN_DESCRIPTION, MAX_DESCRIPTION = 20, 300
#: Characters that could close a script element: same list as `django.utils.html.json_script`.
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an address shows: a page, or what a routable page or a view serves at an address of its own.

    `path` has neither host nor query; `alternates` gives the same content by language, this one included;
    `crumbs` stand between the page (or home) and this address; `schemas` are schema.org objects.
    """

    title: str
    path: str
    description: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    crumb: str = ""
    image: str = ""
    kind: str = "website"
    indexed: bool = True
    schemas: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Everything that `<head>` prints, absolute addresses included."""

    title: str
    description: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    image: str
    kind: str
    locale: str
    indexed: bool
    json_ld: SafeString | str


def absolute(path: str) -> str:
    """The public address of `path`: the configured host, never the one of the request (pages are cached)."""
    if not path or path.startswith(("http://", "https://")):
        return path
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def page_url(page: Page) -> str:
    """Path of `page` on this site, without host."""
    parts = page.get_url_parts()
    return parts[2] if parts and parts[2] else ""


def in_language(path: str, language: str) -> str:
    """The same address in `language`: slugs are the same in all languages (docs: addresses)."""
    _empty, _language, *rest = path.split("/")
    return "/".join(["", language, *rest])


def alternates_of(page: Page) -> dict[str, str]:
    """Path by language of the live translations of `page`, itself included. One query, kept on the page."""
    if not page.pk:
        return {}
    if "_alternates" not in page.__dict__:
        translations = page.get_translations(inclusive=True).live().select_related("locale")
        page.__dict__["_alternates"] = {
            item.locale.language_code: page_url(item) for item in translations.order_by("locale_id")
        }
    return dict(page.__dict__["_alternates"])


def subject_of(page: Page) -> Subject:
    """A page as a subject. It may add `sharing_kind` and `structured_data()`, a list of schema.org objects."""
    schemas = page.structured_data() if hasattr(page, "structured_data") else []
    return Subject(
        title=page.seo_title or page.title,
        path=page_url(page),
        description=getattr(page, "description", page.search_description),
        alternates=alternates_of(page),
        image=sharing_image(page),
        kind=getattr(page, "sharing_kind", "website"),
        schemas=tuple(schemas),
    )


def sharing_image(page: Page) -> str:
    image = getattr(page, "image_partage", None)
    return str(image.get_rendition("fill-1200x630|format-png").url) if image else ""


def metadata(subject: Subject, *, language: str, crumbs: Sequence[Crumb], query: str = "") -> Metadata:
    """`query` is the part of the query string that belongs to the address (`page=2`)."""
    schemas = [*subject.schemas, *breadcrumb_schema(crumbs)]
    canonical = f"{subject.path}?{query}" if query else subject.path
    others = [(code, absolute(path)) for code, path in subject.alternates.items()]
    if len(others) > 1:
        default = subject.alternates.get(settings.LANGUAGE_CODE)
        others += [("x-default", absolute(default))] if default else []
    return Metadata(
        title=subject.title if subject.title == SITE_NAME else f"{subject.title} – {SITE_NAME}",
        description=described(subject),
        canonical=absolute(canonical),
        alternates=tuple(others) if len(others) > 1 else (),
        image=absolute(subject.image or static(DEFAULT_IMAGE)),
        kind=subject.kind,
        locale={"fr": "fr_FR", "en": "en_GB"}.get(language, language),
        indexed=subject.indexed,
        json_ld=json_ld(schemas),
    )


def described(subject: Subject) -> str:
    """One sentence or two: never nothing, never more than search engines show."""
    text = " ".join(subject.description.split())
    if len(text) < MIN_DESCRIPTION:
        text = _("%(title)s : métiers, formations et rencontres en Hauts-de-France.") % {
            "title": subject.title
        }
    return text if len(text) <= MAX_DESCRIPTION else f"{text[: MAX_DESCRIPTION - 1].rsplit(' ', 1)[0]}…"


def breadcrumb_schema(crumbs: Sequence[Crumb]) -> list[dict[str, Any]]:
    """A schema.org BreadcrumbList; nothing on the home page."""
    if len(crumbs) < 2:
        return []
    items = [
        {"@type": "ListItem", "position": position, "name": crumb.label}
        | ({"item": absolute(crumb.url)} if crumb.url else {})
        for position, crumb in enumerate(crumbs, 1)
    ]
    return [{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}]


def json_ld(schemas: Sequence[Mapping[str, Any]]) -> SafeString | str:
    """One data script (no code: the content security policy allows it), with no way out of its element."""
    if not schemas:
        return ""
    content = schemas[0] if len(schemas) == 1 else list(schemas)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), cls=LazyEncoder)
    return SafeString(f'<script type="application/ld+json">{text.translate(JSON_ESCAPES)}</script>')


class LazyEncoder(json.JSONEncoder):
    """Translated labels and dates, as text."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else str(value)


def context_subject(context: Mapping[str, Any]) -> Subject | None:
    """The subject that a view gave, else the page's."""
    subject = context.get("subject")
    if isinstance(subject, Subject):
        return subject
    page = context.get("page")
    return subject_of(page) if isinstance(page, Page) else None
