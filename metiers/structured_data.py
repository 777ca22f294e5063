"""A job for search engines: https://schema.org/Occupation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiffres.enums import Nature
from common.seo import absolute, page_url

if TYPE_CHECKING:
    from metiers.models import MetierPage


def occupation(page: MetierPage) -> dict[str, Any]:
    """Only what the page itself shows; a salary without value is left out."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": page.title,
        "description": page.description,
        "mainEntityOfPage": absolute(page_url(page)),
        "occupationLocation": [{"@type": "State", "name": "Hauts-de-France"}],
    }
    if page.niveau_entree:
        data["educationRequirements"] = page.get_niveau_entree_display()
    salary = _salary(page)
    if salary:
        data["estimatedSalary"] = [salary]
    return data


def _salary(page: MetierPage) -> dict[str, Any]:
    median = page.chiffre(Nature.SALAIRE_MEDIAN)
    if median is None or median.valeur is None:
        return {}
    return {
        "@type": "MonetaryAmountDistribution",
        "name": median.provenance,
        "currency": "EUR",
        "unitText": "MONTH",
        "median": float(median.valeur),
    }
