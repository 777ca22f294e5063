"""Référents act on the events of their territory, WorldSkills on those of that type."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_noop

from common.roles import ALL, PUBLISHING, Role, grant, review
from common.scopes import Scope, register_scope
from evenements.enums import TypeEvenement
from evenements.models import Evenement
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
