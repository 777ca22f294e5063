"""A term is found by its landing page (see `home`); its name stands in the documents of what it classifies."""

from common.search_documents import LinkedSource, register
from secteurs.models import GrandChantier, Secteur, ThemeRev3

for model in (Secteur, ThemeRev3, GrandChantier):
    register(model, LinkedSource())
