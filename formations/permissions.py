"""Who may do what with offers; pages follow the rights of the tree."""

from common.roles import PUBLISHING, Role, grant, review
from formations.models import Offre

grant(Role.REDACTION, Offre, "add", "change", "view")
grant(Role.RESPONSABLE, Offre, *PUBLISHING)
grant(Role.ANALYSTE, Offre, "view")
review(Offre)
