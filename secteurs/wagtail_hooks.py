"""A key to a term is chosen by its tile, in every form."""

from django.db.models import ForeignKey
from wagtail.admin.forms.models import register_form_field_override

from common.forms import TermField
from secteurs.models import GrandChantier, Secteur, ThemeRev3

for _model in (Secteur, ThemeRev3, GrandChantier):
    register_form_field_override(ForeignKey, to=_model, override={"form_class": TermField})
