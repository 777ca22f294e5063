"""Référents act on the events and proposals of their territory, WorldSkills on the events of that type.

A proposal without an établissement yet is read by any référent.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_noop

from common.roles import ALL, PUBLISHING, Role, grant, review
from common.scopes import Scope, ScopedPolicy, register_scope
from evenements.enums import TypeEvenement
from evenements.models import Evenement, Proposition
from search.journal.models import EmbedDay
from territoires.permissions import territory_scope

grant(Role.REDACTION, Evenement, "add", "change", "view")
grant(Role.RESPONSABLE, Evenement, *PUBLISHING)
grant(Role.REFERENT, Evenement, *ALL, "publish")
grant(Role.WORLDSKILLS, Evenement, *ALL, "publish")
review(Evenement)


def _is_worldskills(_user: Any, evenement: Evenement) -> bool:
    return evenement.type == TypeEvenement.WORLDSKILLS


def _only_worldskills(_user: Any) -> str:
    return _gettext("Votre rôle enregistre seulement des événements de type « WorldSkills ».")


register_scope(
    Evenement,
    Scope(
        group=Role.WORLDSKILLS.value,
        within=lambda _user: Q(type=TypeEvenement.WORLDSKILLS),
        contains=_is_worldskills,
        refusal=_only_worldskills,
    ),
)
register_scope(
    Evenement,
    territory_scope(
        "departement",
        "commune",
        refusal=gettext_noop("Cet événement n’est pas dans votre périmètre : %(territoires)s."),
    ),
)

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
