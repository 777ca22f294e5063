"""The figures of a run as a person reads them on a terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.enums import Statut
from imports.models import ImportRun
from imports.pipeline import COUNTS

SHOWN = 30


def lines(run: ImportRun) -> Iterator[str]:
    """The report of one run, line by line."""
    yield f"{run.source} · {run.fichier} · {run.get_statut_display()}"
    if run.producteur:
        yield "  " + " · ".join(part for part in (run.producteur, run.millesime, run.licence) if part)
    if run.statut == Statut.REFUSE:
        yield f"  {run.message}"
    else:
        yield from _figures(run)
    yield from _faults(run)


def _figures(run: ImportRun) -> Iterator[str]:
    for item in run.detail.get("fichiers", []):
        yield "  " + _("%(file)s : %(read)d lues, %(refused)d écartées") % {
            "file": item["fichier"],
            "read": item["lues"],
            "refused": item["ecartees"],
        }
    heads = (_("créées"), _("modifiées"), _("inchangées"), _("retirées"), _("absentes"), _("protégées"))
    yield f"  {'':<22}" + "".join(f"{head:>12}" for head in heads)
    for name, counts in run.detail.get("tables", {}).items():
        yield f"  {name:<22}" + "".join(f"{counts[key]:>12}" for key in COUNTS)
    writes = run.creees + run.modifiees + run.retirees
    yield "  " + ngettext("%(count)d écriture.", "%(count)d écritures.", writes) % {"count": writes}


def _faults(run: ImportRun) -> Iterator[str]:
    for fault in run.fautes[:SHOWN]:
        column = f", colonne «\u00a0{fault['colonne']}\u00a0»" if fault["colonne"] else ""
        yield f"    {fault['fichier']}, ligne {fault['ligne']}{column} : {fault['message']}"
    hidden = run.fautes_total - min(len(run.fautes), SHOWN)
    if hidden > 0:
        yield "    " + _("… et %(count)d autres fautes.") % {"count": hidden}
