"""A person for search engines: https://schema.org/ProfilePage, first name and job only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from common.seo import absolute, page_url

if TYPE_CHECKING:
    from ambassadeurs.models import AmbassadeurPage


def person(page: AmbassadeurPage) -> dict[str, Any]:
    who: dict[str, Any] = {
        "@type": "Person",
        "name": page.prenom,
        "jobTitle": page.fonction,
        "description": page.citation,
    }
    if page.employeur:
        who["worksFor"] = {"@type": "Organization", "name": page.employeur}
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": absolute(page_url(page)),
        "mainEntity": who,
    }
