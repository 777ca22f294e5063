"""Choices of the free pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Adresse(models.TextChoices):
    TU = "tu", _("tu : les jeunes")
    VOUS = "vous", _("vous : familles, équipes, entreprises, textes légaux")
