"""Choices of the vocabularies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DegreRev3(models.TextChoices):
    """How deep the third industrial revolution reaches into a job or a training."""

    COEUR = "coeur", _("Cœur : né de la transition")
    TRANSFORME = "transforme", _("Transformé : les gestes changent")
    SUPPORT = "support", _("Support : rend la transition possible")

    @property
    def short(self) -> str:
        return str(self.label).split(" :", maxsplit=1)[0]
