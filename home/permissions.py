"""Rights on what Wagtail and its companions bring, which no app of ours owns."""

from wagtail.contrib.redirects.models import Redirect

from common.models import ReglagesSite
from common.roles import ALL, Role, grant, grant_named

for _role in (Role.ANALYSTE, Role.RESPONSABLE):
    grant(_role, Redirect, *ALL)
grant(Role.ANALYSTE, ReglagesSite, "change")
for _role in (Role.REDACTION, Role.RESPONSABLE):
    grant_named(_role, "wagtail_localize.submit_translation")
