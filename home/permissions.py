"""Rights on the words of the glossary, and on what Wagtail and its companions bring."""

from wagtail.contrib.redirects.models import Redirect

from common.models import ReglagesSite
from common.roles import ALL, Role, grant, grant_named, grant_pages
from home.models import EntreeGlossaire, WorldSkillsPage

for _role in (Role.ANALYSTE, Role.RESPONSABLE):
    grant(_role, Redirect, *ALL)
grant(Role.ANALYSTE, ReglagesSite, "change")
grant(Role.ANALYSTE, EntreeGlossaire, *ALL)
grant(Role.RESPONSABLE, EntreeGlossaire, "view")
for _role in (Role.REDACTION, Role.RESPONSABLE):
    grant_named(_role, "wagtail_localize.submit_translation")
grant_pages(Role.WORLDSKILLS, WorldSkillsPage, "add", "change", "publish")
