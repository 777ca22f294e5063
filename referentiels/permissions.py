"""Reference tables are read by everybody and written by imports alone."""

from common.roles import Role, grant
from referentiels.models import CentreInteret, FormationOnisep, MetierOnisep, Rome

for _role in Role:
    for _model in (Rome, CentreInteret, FormationOnisep, MetierOnisep):
        grant(_role, _model, "view")
