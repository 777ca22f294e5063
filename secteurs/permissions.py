"""The analyst owns the vocabularies; writers pick from them and need no right for that."""

from common.roles import ALL, Role, grant
from secteurs.models import GrandChantier, Secteur, ThemeRev3

for _model in (Secteur, ThemeRev3, GrandChantier):
    grant(Role.ANALYSTE, _model, *ALL)
    grant(Role.RESPONSABLE, _model, "view")
