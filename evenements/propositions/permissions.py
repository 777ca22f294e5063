"""Proposals are read by the référents of their territory; those without an établissement yet, by any of them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from common.roles import Role, grant
from common.scopes import Scope, ScopedPolicy, register_scope
from evenements.models import Proposition
from search.journal.models import EmbedDay
from territoires.permissions import territory_scope

grant(Role.RESPONSABLE, Proposition, "change", "delete", "view")
grant(Role.REFERENT, Proposition, "change", "view")
for _role in (Role.RESPONSABLE, Role.REFERENT, Role.ANALYSTE):
    grant(_role, EmbedDay, "view")

_territory = territory_scope(
    "departement",
    "etablissement__commune",
    refusal=gettext_noop("Cette proposition n’est pas dans votre périmètre : %(territoires)s."),
)


def _within(user: Any) -> Q:
    return _territory.within(user) | Q(departement__isnull=True)


def _contains(user: Any, proposition: Proposition) -> bool:
    return proposition.departement_id is None or _territory.contains(user, proposition)


register_scope(
    Proposition,
    Scope(group=Role.REFERENT.value, within=_within, contains=_contains, refusal=_territory.refusal),
)


class ReceivedPolicy(ScopedPolicy):
    """Nobody adds a proposal in the back-office: it comes from a school or from an import."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))
