"""One address of each kind of page, read from the sitemap of the running site."""

import re
from urllib.request import urlopen

# Kind of page -> pattern of its address. The first address of the sitemap that fits is the one visited.
KINDS = {
    "home": r"/fr/",
    "home-en": r"/en/",
    "jobs": r"/fr/metiers/",
    "job": r"/fr/metiers/[\w-]+/",
    "job-en": r"/en/metiers/[\w-]+/",
    "job-simple": r"/fr/metiers/[\w-]+/simplifie/",
    "trainings": r"/fr/formations/",
    "training": r"/fr/formations/[\w-]+/",
    "people": r"/fr/ambassadeurs/",
    "person": r"/fr/ambassadeurs/[\w-]+/",
    "agenda": r"/fr/agenda/",
    "event": r"/fr/agenda/[\w-]+/",
    "schools": r"/fr/etablissements/",
    "school": r"/fr/etablissements/\w{8}/",
    "sectors": r"/fr/secteurs/",
    "sector": r"/fr/secteurs/[\w-]+/",
    "rev3": r"/fr/rev3/",
    "theme": r"/fr/rev3/[\w-]+/",
    "projects": r"/fr/grands-chantiers/",
    "project": r"/fr/grands-chantiers/[\w-]+/",
    "referents": r"/fr/referents/",
    "referent": r"/fr/referents/\w{2}/",
}
# Not in the sitemap.
OTHERS = {
    "search": "/fr/recherche/?q=eolien",
    "search-filtered": "/fr/recherche/?q=technicien&secteur=energies&dep=59",
    "search-nothing": "/fr/recherche/?q=zzzzzzz",
    "not-found": "/fr/nulle-part/",
}
NAMES = [*KINDS, *OTHERS]


def read(server: str) -> dict[str, str]:
    """Address by kind; a kind that the site does not show fails in the test that wants it."""
    with urlopen(f"{server}/sitemap.xml", timeout=30) as answer:
        locations = re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", answer.read().decode())
    found = dict(OTHERS)
    for kind, pattern in KINDS.items():
        fitting = [location for location in locations if re.fullmatch(pattern, location)]
        if fitting:
            found[kind] = fitting[0]
    return found
