"""From which mail addresses a school may propose: academic, institutional, or its own domain."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from territoires.models import Etablissement

#: Anybody may open an address there: never proof of a school, even if its site is hosted by them.
OPEN_TO_ALL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.fr", "live.com",
    "msn.com", "yahoo.com", "yahoo.fr", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "laposte.net",
    "icloud.com", "me.com", "gmx.fr", "gmx.com", "proton.me", "protonmail.com", "facebook.com", "google.com",
    "wordpress.com", "wixsite.com", "blogspot.com",
})  # fmt: skip


def own_domain(etablissement: Etablissement) -> str:
    """Domain of its site, without “www.”; empty when it says nothing about who writes."""
    try:
        host = (urlsplit(etablissement.site_web).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
    return "" if "." not in host or host in OPEN_TO_ALL else host


def domains(etablissement: Etablissement) -> list[str]:
    """Every domain accepted for this school; an address may also lie below one of them."""
    own = own_domain(etablissement)
    return [*settings.PROPOSITIONS_DOMAINES, *([own] if own else [])]


def address_fault(address: str, etablissement: Etablissement) -> str:
    """Why this address may not propose, and what to do; empty when it may."""
    domain = address.rpartition("@")[2].lower().rstrip(".")
    accepted = domains(etablissement)
    if any(domain == one or domain.endswith(f".{one}") for one in accepted):
        return ""
    return _(
        "Cette adresse ne prouve pas le lien avec l’établissement. Il faut une adresse qui finit par %(domaines)s. "
        "Sans cette adresse, écrire à la personne référente du département : elle enregistrera l’événement."
    ) % {"domaines": ", ".join(accepted)}
