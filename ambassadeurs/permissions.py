"""Requests of schools hold names and addresses: only those who answer them see them."""

from django.utils.translation import gettext_noop

from ambassadeurs.models import DemandeRencontre
from common.roles import Role, grant
from common.scopes import register_scope
from territoires.permissions import territory_scope

grant(Role.RESPONSABLE, DemandeRencontre, "add", "change", "view")
grant(Role.REFERENT, DemandeRencontre, "change", "view")

register_scope(
    DemandeRencontre,
    territory_scope(
        "departement",
        "etablissement__commune",
        refusal=gettext_noop("Cette demande n’est pas dans votre périmètre : %(territoires)s."),
    ),
)
