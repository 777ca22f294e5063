"""A training for search engines: https://schema.org/EducationalOccupationalProgram."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from common.seo import absolute, page_url
from territoires.models import Etablissement

if TYPE_CHECKING:
    from formations.models import FormationPage

#: A program of a hundred schools stays readable by a search engine.
MAX_PROVIDERS = 20


def credential(page: FormationPage) -> dict[str, Any]:
    """What the page tells while no place that prepares it is known: a programme has a provider."""
    return {"@context": "https://schema.org", "url": absolute(page_url(page))} | _credential(page)


def _credential(page: FormationPage) -> dict[str, Any]:
    return {
        "@type": "EducationalOccupationalCredential",
        "name": page.intitule_officiel,
        "credentialCategory": page.get_type_diplome_display(),
        "competencyRequired": page.get_niveau_display(),
    }


def programme(page: FormationPage, places: Iterable[Etablissement] = ()) -> dict[str, Any]:
    """`places` are the établissements that the page lists."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalProgram",
        "name": page.title,
        "alternateName": page.intitule_officiel,
        "description": page.description,
        "url": absolute(page_url(page)),
        "educationalCredentialAwarded": _credential(page),
        "programPrerequisites": page.entree,
        "inLanguage": "fr",
    }
    providers = [organisation(place) for place in list(places)[:MAX_PROVIDERS]]
    return data | ({"provider": providers} if providers else {})


def organisation(etablissement: Etablissement) -> dict[str, Any]:
    """https://schema.org/EducationalOrganization, without its own `@context`."""
    data: dict[str, Any] = {
        "@type": "EducationalOrganization",
        "name": etablissement.nom,
        "url": absolute(etablissement.get_absolute_url()),
        "identifier": {"@type": "PropertyValue", "propertyID": "UAI", "value": etablissement.uai},
        "address": {
            "@type": "PostalAddress",
            "streetAddress": etablissement.adresse,
            "postalCode": etablissement.code_postal,
            "addressLocality": etablissement.commune.nom,
            "addressRegion": "Hauts-de-France",
            "addressCountry": "FR",
        },
    }
    if etablissement.point:
        latitude, longitude = etablissement.point
        data["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    if etablissement.telephone:
        data["telephone"] = etablissement.telephone
    if etablissement.site_web:
        data["sameAs"] = etablissement.site_web
    return data
