"""Contents that break a rule on purpose; whole ones come from the search tests."""

from collections.abc import Iterable
from typing import Any

from metiers.models import MetierPage, MetierRome, MetierSecteur
from tests.search.factories import Tree, rome, secteur


def metier(
    tree: Tree, *, secteurs: Iterable[Any] = (), romes: Iterable[Any] = (), **fields: Any
) -> MetierPage:
    """A job with exactly these sectors and ROME codes; a draft with a revision unless `live`."""
    page = tree.metier(**{"live": False, **fields})
    page.metier_secteurs.set([MetierSecteur(tag=term) for term in secteurs])
    page.romes.set([MetierRome(rome=code) for code in romes])
    page.save()
    page.save_revision(user=None)
    return page


def draft(tree: Tree, **fields: Any) -> MetierPage:
    """May be saved and not published: no sector."""
    return metier(tree, romes=[rome()], **fields)


def complete(tree: Tree, **fields: Any) -> MetierPage:
    """May be published."""
    return metier(tree, romes=[rome()], secteurs=[secteur()], **fields)
