"""The site itself for search engines: https://schema.org/WebSite, with its search box."""

from typing import Any

from wagtail.models import Page

from common.navigation import localized
from common.seo import SITE_NAME, absolute, page_url


def website(home: Page) -> dict[str, Any]:
    target = f"{absolute(localized('recherche/'))}?q={{search_term_string}}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": SITE_NAME,
        "url": absolute(page_url(home)),
        "inLanguage": home.locale.language_code,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }
