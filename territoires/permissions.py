"""Who may do what with places; the territory of a référent as a condition on other models."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _gettext

from common.roles import ALL, Role, grant
from common.scopes import Scope
from territoires.models import Bassin, Commune, Departement, Etablissement, Referent, ReferentScope

for _role in Role:
    for _model in (Departement, Bassin, Commune, Etablissement):
        grant(_role, _model, "view")
grant(Role.ANALYSTE, Etablissement, *ALL)
grant(Role.ANALYSTE, Referent, *ALL)
grant(Role.RESPONSABLE, Referent, "view", "change")
grant(Role.REDACTION, Referent, "view")


def perimetres(user: Any) -> list[ReferentScope]:
    """The territories of the person, read once per request."""
    if not hasattr(user, "_perimetres"):
        user._perimetres = list(
            ReferentScope.objects.filter(referent__user=user).select_related("departement", "bassin")
        )
    found: list[ReferentScope] = user._perimetres
    return found


def names(user: Any) -> str:
    return ", ".join(str(perimetre) for perimetre in perimetres(user))


def territory_scope(departement: str, commune: str, *, refusal: str) -> Scope:
    """Scope of the référents on a model whose `departement` and `commune` are the paths of these lookups.

    Without a commune the record concerns everybody who has a part of the département (`ReferentScope.covers`).
    `refusal` receives the territories of the person as %(territoires)s.
    """
    return Scope(
        group=Role.REFERENT.value,
        within=_condition(departement, commune),
        contains=_test(departement, commune),
        refusal=lambda user: _gettext(refusal) % {"territoires": names(user) or _gettext("aucun territoire")},
    )


def _condition(departement: str, commune: str) -> Callable[[Any], Q]:
    def within(user: Any) -> Q:
        condition = Q(pk__in=[])
        for perimetre in perimetres(user):
            part = Q(**{departement: perimetre.departement_id})
            if perimetre.bassin_id:
                part &= Q(**{f"{commune}__bassin": perimetre.bassin_id}) | Q(
                    **{f"{commune}__bassin__isnull": True}
                )
            condition |= part
        return condition

    return within


def _test(departement: str, commune: str) -> Callable[[Any, Any], bool]:
    def contains(user: Any, record: Any) -> bool:
        place = _follow(record, departement)
        town = _follow(record, commune)
        bassin = town.bassin if town is not None else None
        return place is not None and any(perimetre.covers(place, bassin) for perimetre in perimetres(user))

    return contains


def _follow(record: Any, path: str) -> Any:
    for name in path.split("__"):
        record = getattr(record, name, None)
        if record is None:
            return None
    return record
