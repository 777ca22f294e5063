"""A figure is not found by itself: it stands on the cards of the pages that show it."""

from chiffres.models import Chiffre
from common.search_documents import LinkedSource, register

register(Chiffre, LinkedSource())
