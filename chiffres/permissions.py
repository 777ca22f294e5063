"""Writers prepare figures with their source; another person publishes them."""

from chiffres.models import Chiffre
from common.roles import PUBLISHING, Role, grant, review

grant(Role.REDACTION, Chiffre, "add", "change", "view")
grant(Role.RESPONSABLE, Chiffre, *PUBLISHING)
grant(Role.ANALYSTE, Chiffre, "add", "change", "view")
review(Chiffre)
